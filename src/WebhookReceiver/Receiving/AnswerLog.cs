using WebhookReceiver.Decoding;
using WebhookReceiver.Journal;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Receiving;

/// <summary>One line a request: who (as a keyed hash), what kind, which rule, how long. Never what was said.</summary>
internal sealed partial class AnswerLog(ContactHash contacts, ILogger<AnswerLog> logger)
{
    public void Answered(IncomingMessage message, Decision decision, string version, TimeSpan elapsed)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var outcome =
            message.IsEcho ? "echo"
            : decision.Reply is null or { IsSilent: true } ? "silence"
            : "reply";
        Log.Answered(
            logger,
            outcome,
            decision.RuleName ?? "-",
            message.Channel,
            message.Kind,
            contacts.Of(message.Sender),
            elapsed.TotalMilliseconds,
            version
        );
    }

    public void Event(DeliveryEvent report, TimeSpan elapsed) =>
        Log.Event(logger, report.Kind, report.Project, elapsed.TotalMilliseconds);

    public void Quarantined(Decoded.Rejected rejected, string trace) =>
        Log.Quarantined(logger, rejected.Code.Word(), rejected.Detail, trace);

    public void Refused(string error, int status, string trace) => Log.Refused(logger, error, status, trace);

    public void Late(IncomingMessage message, TimeSpan deadline)
    {
        if (logger.IsEnabled(LogLevel.Error))
        {
            Log.Late(logger, contacts.Of(message.Sender), deadline);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "answered: {Outcome} by {Rule}, channel {Channel}, {Kind} from {Contact}, {Elapsed:0.000} ms, rules {Version}"
        )]
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

        [LoggerMessage(LogLevel.Information, "answered: event {Kind} of project {Project}, {Elapsed:0.000} ms")]
        public static partial void Event(ILogger logger, DeliveryEventKind kind, string project, double elapsed);

        [LoggerMessage(LogLevel.Warning, "quarantined: {Reason}, {Detail} {Trace}")]
        public static partial void Quarantined(ILogger logger, string reason, string detail, string trace);

        [LoggerMessage(LogLevel.Information, "refused: {Reason} with {Status}, {Trace}")]
        public static partial void Refused(ILogger logger, string reason, int status, string trace);

        [LoggerMessage(LogLevel.Error, "late: the message of {Contact} was not decided within {Deadline}")]
        public static partial void Late(ILogger logger, string contact, TimeSpan deadline);
    }
}
