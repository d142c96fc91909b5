using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Calling;

/// <summary>
/// Settings <c>Calling:*</c>. What the protocol sheet does not say is a setting too; its default is a guess and marked so.
/// </summary>
internal sealed class CallingOptions
{
    /// <summary>The Global Webhook: where messages go, with its key. Default none: customers talk to nobody.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>The Smart Replies webhook; where it is set, the global one is not called (protocol sheet, section 1.1).</summary>
    public Uri? SmartReplies { get; set; }

    /// <summary>The Event Webhook. Default none.</summary>
    public Uri? Events { get; set; }

    /// <summary>A delivery has failed if there was no 200 within this real time (protocol sheet, section 1.2). Default 180 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>Whether failed deliveries are tried again: an option of the platform (protocol sheet, section 1.2). Default yes.</summary>
    public bool Retry { get; set; } = true;

    /// <summary>Waits before the retries. Default none: 1 minute, 15 minutes, 2 hours, 6 hours, then never again (protocol sheet, section 1.2).</summary>
    public IList<TimeSpan> RetryAfter { get; } = [];

    /// <summary>Guess: a retry carries the same bytes as the first delivery. Default yes; no: a new unique-id.</summary>
    public bool RetrySameId { get; set; } = true;

    /// <summary>Guess: what a retry is answered is sent to the customer. Default yes.</summary>
    public bool ReplyToRetry { get; set; } = true;

    /// <summary>Guess: the HTTP statuses that are success. Default none: 200 only.</summary>
    public IList<int> SuccessStatuses { get; } = [];

    /// <summary>json, or query: the older style with everything in the URL (protocol sheet, section 1.1). Default json.</summary>
    [RegularExpression("^(json|query)$", ErrorMessage = "Calling:Style must be json or query.")]
    public string Style { get; set; } = "json";

    /// <summary>Guess: Content-Type of a call. Default application/json.</summary>
    [Required]
    public string ContentType { get; set; } = "application/json";

    /// <summary>Spelling of the raw text: message_in_raw, message-in-raw as in one guide, or nothing at all (protocol sheet, section 8). Default message_in_raw.</summary>
    public string RawKey { get; set; } = "message_in_raw";

    /// <summary>Channels whose messages come in the oldest style: only strings, no raw text (protocol sheet, section 1.6 a). Default none: 1, 2 and 3.</summary>
    public IList<string> OldestStyle { get; } = [];

    /// <summary>Phone automation passes on so many characters: 2,500, in an older sample 1,000 (protocol sheet, section 8). Default 2500.</summary>
    [Range(1, 100_000)]
    public int PhoneTextLimit { get; set; } = 2_500;

    /// <summary>What a phone needs for a push or a medium (protocol sheet, sections 2.1 and 4.5). Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PhonePace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Type of a location: 7 as in the vendor's sample, 5 as in the table (protocol sheet, section 8). Default 7.</summary>
    [Required]
    public string LocationType { get; set; } = "7";

    /// <summary>Guess: whether Messenger and Instagram send the customer's id as number too. Default no.</summary>
    public bool MessengerSendsNumber { get; set; }

    /// <summary>Guess: variables of the webhook's URL are also repeated as members of the body. Default no.</summary>
    public bool RepeatVariables { get; set; }

    /// <summary>Guess: what the Test button posts. Default nothing.</summary>
    public string TestBody { get; set; } = "";

    /// <summary>Whether the first message of a customer is told to the event webhook (protocol sheet, section 3). Default yes.</summary>
    public bool TellNewSubscribers { get; set; } = true;

    /// <summary>The address that messages go to.</summary>
    internal Uri? MessageUrl => SmartReplies ?? Webhook;
}

[OptionsValidator]
internal sealed partial class CallingOptionsValidator : IValidateOptions<CallingOptions>;
