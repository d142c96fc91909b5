using WebhookReceiver.Decoding;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Receiving;

/// <summary>Logs one line per request: sender (as a keyed hash), kind, rule, duration. Never a text.</summary>
internal sealed partial class AnswerLog(ContactHash contacts, ILogger<AnswerLog> logger)
{
    /// <summary>Every phone number has more digits (ITU E.164).</summary>
    private const int LongestKnown = 6;

    public const string AnsweredTemplate =
        "answered: {Outcome} by {Rule}, channel {Channel}, {Kind} from {Contact}, {Elapsed:0.000} ms, rules {Version}";

    public void Answered(IncomingMessage message, DeliveryResult answer, TimeSpan elapsed)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var outcome =
            message.IsEcho ? "echo"
            : answer.Outcome == DeliveryOutcome.Duplicate ? "duplicate"
            : answer.Outcome == DeliveryOutcome.Silent ? "silence"
            : "reply";
        Log.Answered(
            logger,
            outcome,
            answer.Rule ?? "-",
            Known(message.Channel),
            message.Kind,
            contacts.Of(message.Sender),
            elapsed.TotalMilliseconds,
            answer.Version
        );
    }

    public void Empty(string trace) => Log.Empty(logger, trace);

    public void Event(DeliveryEvent report, TimeSpan elapsed) =>
        Log.Event(logger, report.Kind, Known(report.Project), elapsed.TotalMilliseconds);

    public void Quarantined(Decoded.Rejected rejected, string trace) =>
        Log.Quarantined(logger, rejected.Code.Word(), rejected.Detail, trace);

    public void Refused(string error, int status, string trace) => Log.Refused(logger, error, status, trace);

    /// <summary>
    /// An id of the platform as it is. Anything else could be a number, as on shared channels (protocol sheet, section
    /// 1.5), or a stranger's words.
    /// </summary>
    private string Known(string id) =>
        id switch
        {
            "" => id,
            "919737001155" => "shared-india",
            "556140404433" => "shared-brazil",
            { Length: <= LongestKnown } when id.All(char.IsAsciiDigit) => id,
            _ => contacts.Of(id),
        };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, AnsweredTemplate)]
        public static partial void Answered(
            ILogger logger,
            string outcome,
            string rule,
            string channel,
            MessageKind kind,
            string contact,
            double elapsed,
            string version
        );

        [LoggerMessage(LogLevel.Information, "answered: nothing was sent, {Trace}")]
        public static partial void Empty(ILogger logger, string trace);

        [LoggerMessage(LogLevel.Information, "answered: event {Kind} of project {Project}, {Elapsed:0.000} ms")]
        public static partial void Event(ILogger logger, DeliveryEventKind kind, string project, double elapsed);

        [LoggerMessage(LogLevel.Warning, "quarantined: {Reason}, {Detail} {Trace}")]
        public static partial void Quarantined(ILogger logger, string reason, string detail, string trace);

        [LoggerMessage(LogLevel.Information, "refused: {Reason} with {Status}, {Trace}")]
        public static partial void Refused(ILogger logger, string reason, int status, string trace);
    }
}
