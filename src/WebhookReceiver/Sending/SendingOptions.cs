using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Sending;

/// <summary>Settings <c>Sending:*</c>. Read once at start.</summary>
internal sealed class SendingOptions : IValidatableObject
{
    /// <summary>Token of the Push API, from the platform's console. Default none: nothing is sent.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// Base address that belongs to the token: <c>https://app.pickyassist.com/api/v2/</c> for V4 consoles (default),
    /// <c>https://pickyassist.com/app/api/v2/</c> for V3 (protocol sheet, section 4.1).
    /// </summary>
    [Required]
    public Uri BaseUrl { get; set; } = new("https://app.pickyassist.com/api/v2/");

    /// <summary>Channel of messages without one (protocol sheet, section 1.5). Default none.</summary>
    [RegularExpression("^[0-9]{1,18}$", ErrorMessage = "Sending:Application must be a channel's number, such as 8.")]
    public string? Application { get; set; }

    /// <summary>The project of the token; only its messages are sent. Default none: all projects.</summary>
    public string? Project { get; set; }

    /// <summary>Most requests within any minute (protocol sheet, section 6), 1 to 100,000. Default 90.</summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; set; } = 90;

    /// <summary>Most recipients of one request, 1 to 1,000. Default 100.</summary>
    [Range(1, 1_000)]
    public int GatherMost { get; set; } = 100;

    /// <summary>
    /// Time for collecting messages to different recipients into one request, 10 ms to 1 min. Default 200 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan GatherFor { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Time limit for an answer of the platform, 1 to 20 s. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:20")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A message unsent this long after its time expires, 1 min to 30 days. Default one day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Country of numbers without a country code, two letters such as GB. Default none: such numbers are refused.</summary>
    [RegularExpression("^[A-Za-z]{2}$", ErrorMessage = "Sending:Region must be two letters, such as GB.")]
    public string? Region { get; set; }

    /// <summary>Channels whose free text needs a session. Default none: the official ones, 8, 101 and 121.</summary>
    public IList<string> SessionChannels { get; } = [];

    /// <summary>
    /// Time after a contact's message during which free text is allowed. The platform's 24 hours begin a little before
    /// the delivery. Default 23:55.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "2.00:00:00")]
    public TimeSpan SessionLasts { get; set; } = new(23, 55, 0);

    /// <summary>
    /// Template for texts outside the session that have none; its only variable is the text. Default none: they are
    /// refused.
    /// </summary>
    public string? SessionTemplate { get; set; }

    /// <summary>
    /// Language of templates without one, such as en. Default none: a template without a language is refused (protocol
    /// sheet, section 4.2).
    /// </summary>
    public string? Language { get; set; }

    /// <summary>
    /// Most contacts outside a session within 24 hours, per channel with sessions; 0: no limit. Default 1,000, for new
    /// numbers (protocol sheet, section 4.4).
    /// </summary>
    [Range(0, 10_000_000)]
    public int NewUsersPerDay { get; set; } = 1_000;

    /// <summary>
    /// Channels with subscriber's ids instead of numbers. Default none: 5 (Messenger) and 11 (Instagram).
    /// </summary>
    public IList<string> NumberlessChannels { get; } = [];

    /// <summary>Whether a reply that is too late for the response goes out by Push. Default yes.</summary>
    public bool LateReplies { get; set; } = true;

    /// <summary>
    /// Whether status 2 of a number filter report fails its message. The sheet only guesses that it means a number
    /// without WhatsApp (protocol sheet, section 3.1). Default no: such reports are stored without effect.
    /// </summary>
    public bool FilterReportsFail { get; set; }

    /// <summary>Whether media are checked before sending: public, present, no redirect. Default yes.</summary>
    public bool CheckMedia { get; set; } = true;

    /// <summary>
    /// HTTP statuses of requests that the platform did not carry out, so their messages are retried; after any other
    /// 5xx the outcome is unknown. The protocol sheet does not cover them; HTTP itself promises it only of 503. Default
    /// 503; empty: none.
    /// </summary>
    [RegularExpression(
        "^ *(5[0-9]{2}( *, *5[0-9]{2})*)? *$",
        ErrorMessage = "Sending:TryAgainAfter must be HTTP statuses from 500 to 599 with commas between them, such as 502,503,504."
    )]
    public string? TryAgainAfter { get; set; } = "503";

    /// <summary>
    /// Number with <c>+</c> and country code for a notice when the platform drops requests (HTTP 429). It goes by the
    /// channel <see cref="Application"/>, at most once in 30 minutes. Default none: only log and metrics.
    /// </summary>
    [RegularExpression(
        @"^\+?[0-9]{6,20}$",
        ErrorMessage = "Sending:TellOperator must be a number with its country code, such as +447700900123."
    )]
    public string? TellOperator { get; set; }

    /// <summary>Whether requests ask for the platform's high priority. Default no.</summary>
    public bool HighPriority { get; set; }

    public bool IsOn => !string.IsNullOrEmpty(Token);

    /// <summary>The address for pushes.</summary>
    public Uri PushUrl => new(BaseUrl.AbsoluteUri.TrimEnd('/') + "/push");

    /// <summary>Whether the settings say that the platform did nothing at this HTTP status.</summary>
    public bool IsUntaken(int status) =>
        TryAgainAfter is { } list
        && list.Contains(status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!BaseUrl.IsAbsoluteUri || BaseUrl.Query.Length > 0 || !(BaseUrl.Scheme == Uri.UriSchemeHttps || IsHere()))
        {
            yield return new ValidationResult(
                $"Sending:BaseUrl must be an https address such as https://app.pickyassist.com/api/v2/, since the token travels in the request; it is '{BaseUrl.OriginalString}'.",
                [nameof(BaseUrl)]
            );
        }

        if (TellOperator is { Length: > 0 } && string.IsNullOrEmpty(Application))
        {
            yield return new ValidationResult(
                "Sending:TellOperator needs Sending:Application, the channel on which the operator gets messages.",
                [nameof(TellOperator)]
            );
        }

        if (!string.IsNullOrEmpty(SessionTemplate) && string.IsNullOrWhiteSpace(Language))
        {
            yield return new ValidationResult(
                "Sending:SessionTemplate needs Sending:Language, the language of that template, such as en.",
                [nameof(SessionTemplate)]
            );
        }

        if (IsOn && Token!.Any(c => c is <= ' ' or > '~'))
        {
            yield return new ValidationResult(
                "Sending:Token has a space or a character that no token has. Copy it again from the platform's console.",
                [nameof(Token)]
            );
        }
    }

    /// <summary>The simulator on this machine needs no https.</summary>
    private bool IsHere() => BaseUrl is { IsLoopback: true, Scheme: "http" };
}

[OptionsValidator]
internal sealed partial class SendingOptionsValidator : IValidateOptions<SendingOptions>;
