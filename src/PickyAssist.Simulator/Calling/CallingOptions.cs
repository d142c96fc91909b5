using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PickyAssist.Simulator.Calling;

/// <summary>
/// Settings <c>Calling:*</c>. Behaviour that the protocol sheet does not cover is a setting too; its default is a guess
/// and marked so.
/// </summary>
internal sealed class CallingOptions
{
    /// <summary>
    /// The Global Webhook, with its key: the target of messages. Default none: customers get no answer.
    /// </summary>
    public Uri? Webhook { get; set; }

    /// <summary>
    /// The Smart Replies webhook; if set, the global one is not called (protocol sheet, section 1.1).
    /// </summary>
    public Uri? SmartReplies { get; set; }

    /// <summary>The Event Webhook. Default none.</summary>
    public Uri? Events { get; set; }

    /// <summary>
    /// A delivery fails without a 200 within this real time (protocol sheet, section 1.2). Default 180 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>
    /// Whether failed deliveries are retried: an option of the platform (protocol sheet, section 1.2). Default yes.
    /// </summary>
    public bool Retry { get; set; } = true;

    /// <summary>
    /// Delays before the retries. Default none: 1 minute, 15 minutes, 2 hours, 6 hours, then never again (protocol
    /// sheet, section 1.2).
    /// </summary>
    public IList<TimeSpan> RetryAfter { get; } = [];

    /// <summary>Guess: a retry carries the same bytes as the first delivery. Default yes; no: a new unique-id.</summary>
    public bool RetrySameId { get; set; } = true;

    /// <summary>Guess: the customer gets the answer to a retry. Default yes.</summary>
    public bool ReplyToRetry { get; set; } = true;

    /// <summary>Guess: the HTTP statuses that count as success. Default none: 200 only.</summary>
    public IList<int> SuccessStatuses { get; } = [];

    /// <summary>json, or query: the older style with everything in the URL (protocol sheet, section 1.1). Default json.</summary>
    [RegularExpression("^(json|query)$", ErrorMessage = "Calling:Style must be json or query.")]
    public string Style { get; set; } = "json";

    /// <summary>Guess: Content-Type of a call. Default application/json.</summary>
    [Required]
    public string ContentType { get; set; } = "application/json";

    /// <summary>Spelling of the raw text: message_in_raw, message-in-raw as in one guide, or nothing at all (protocol sheet, section 8). Default message_in_raw.</summary>
    public string RawKey { get; set; } = "message_in_raw";

    /// <summary>
    /// Channels whose messages have the oldest style: only strings, no raw text (protocol sheet, section 1.6 a).
    /// Default none: 1, 2 and 3.
    /// </summary>
    public IList<string> OldestStyle { get; } = [];

    /// <summary>
    /// Characters of a text that phone automation passes on: 2,500, in an older sample 1,000 (protocol sheet, section
    /// 8). Default 2500.
    /// </summary>
    [Range(1, 100_000)]
    public int PhoneTextLimit { get; set; } = 2_500;

    /// <summary>A phone's time for a push or media (protocol sheet, sections 2.1 and 4.5). Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PhonePace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Type of a location: 7 as in the vendor's sample, 5 as in the table (protocol sheet, section 8). Default 7.</summary>
    [Required]
    public string LocationType { get; set; } = "7";

    /// <summary>Guess: whether Messenger and Instagram also send the customer's id as number. Default no.</summary>
    public bool MessengerSendsNumber { get; set; }

    /// <summary>Guess: whether the body repeats the variables of the webhook's URL. Default no.</summary>
    public bool RepeatVariables { get; set; }

    /// <summary>Guess: the body that the Test button posts. Default none.</summary>
    public string TestBody { get; set; } = "";

    /// <summary>
    /// Whether the event webhook gets an alert of a customer's first message (protocol sheet, section 3). Default yes.
    /// </summary>
    public bool TellNewSubscribers { get; set; } = true;

    /// <summary>The target of messages.</summary>
    internal Uri? MessageUrl => SmartReplies ?? Webhook;
}

[OptionsValidator]
internal sealed partial class CallingOptionsValidator : IValidateOptions<CallingOptions>;
