using WebhookReceiver.Decoding;
using WebhookReceiver.Journal;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Receiving;

/// <summary>One line a request: who (as a keyed hash), what kind, which rule, how long. Never what was said.</summary>
internal sealed partial class AnswerLog(ContactHash contacts, ILogger<AnswerLog> logger)
{
    public const string AnsweredTemplate =
        "answered: {Outcome} by {Rule}, channel {Channel}, {Kind} from {Contact}, {Elapsed:0.000} ms, rules {Version}";

    public void Answered(IncomingMessage message, InboxAnswer answer, TimeSpan elapsed)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var outcome =
            message.IsEcho ? "echo"
            : answer.Outcome == Outcome.Duplicate ? "duplicate"
            : answer.Outcome == Outcome.Silent ? "silence"
            : "reply";
        Log.Answered(
            logger,
            outcome,
            answer.RuleName ?? "-",
            message.Channel,
            message.Kind,
            contacts.Of(message.Sender),
            elapsed.TotalMilliseconds,
            answer.BookVersion
        );
    }

    /// <summary>Rules that were passed over. A plug-in's own faults are told by its guard, with more to go by.</summary>
    public void PassedOver(Decision decision)
    {
        foreach (var fault in decision.Faults)
        {
            if (fault.Kind is RuleFaultKind.TooLong)
            {
                Log.Cut(logger, fault.RuleName);
            }
            else if (fault.Kind is not (RuleFaultKind.Threw or RuleFaultKind.TimedOut))
            {
                Log.PassedOver(logger, fault.RuleName, fault.Kind, fault.Elapsed.TotalMilliseconds);
            }
        }
    }

    /// <summary>Rules in the shadow that would have answered.</summary>
    public void Shadowed(Decision decision)
    {
        foreach (var rule in decision.Shadows)
        {
            Log.Shadowed(logger, rule, decision.RuleName ?? "no rule");
        }
    }

    public void Empty(string trace) => Log.Empty(logger, trace);

    public void Event(DeliveryEvent report, TimeSpan elapsed) =>
        Log.Event(logger, report.Kind, report.Project, elapsed.TotalMilliseconds);

    public void Quarantined(Decoded.Rejected rejected, string trace) =>
        Log.Quarantined(logger, rejected.Code.Word(), rejected.Detail, trace);

    public void Refused(string error, int status, string trace) => Log.Refused(logger, error, status, trace);

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

        [LoggerMessage(LogLevel.Warning, "cut: rule {Rule} said more than its channel carries")]
        public static partial void Cut(ILogger logger, string rule);

        [LoggerMessage(LogLevel.Warning, "passed over: rule {Rule}, {Fault} after {Elapsed:0.000} ms")]
        public static partial void PassedOver(ILogger logger, string rule, RuleFaultKind fault, double elapsed);

        [LoggerMessage(LogLevel.Information, "shadow: rule {Rule} would have answered, {Winner} did")]
        public static partial void Shadowed(ILogger logger, string rule, string winner);

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
