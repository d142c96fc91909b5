using Serilog.Events;
using Serilog.Parsing;
using WebhookReceiver.Decoding;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Receiving;

/// <summary>Logs one line per request: sender (as a keyed hash), kind, rule, duration. Never a text.</summary>
internal sealed partial class AnswerLog(
    ContactHash contacts,
    ILogger<AnswerLog> logger,
    Serilog.ILogger lines,
    TimeProvider time
)
{
    /// <summary>Every phone number has more digits (ITU E.164).</summary>
    private const int LongestKnown = 6;

    public const string AnsweredTemplate =
        "answered: {Outcome} by {Rule}, channel {Channel}, {Kind} from {Contact}, {Elapsed:0.000} ms, rules {Version}";

    private static readonly MessageTemplate Parsed = new MessageTemplateParser().Parse(AnsweredTemplate);
    private static readonly ScalarValue Source = new(typeof(AnswerLog).FullName);

    private readonly Serilog.ILogger _lines = lines.ForContext<AnswerLog>();

    /// <summary>
    /// The line of every message goes to Serilog directly: on the way through <see cref="ILogger"/> it takes along what the
    /// server knows about the connection (docs/performance.md).
    /// </summary>
    public void Answered(IncomingMessage message, DeliveryResult answer, TimeSpan elapsed)
    {
        if (!_lines.IsEnabled(LogEventLevel.Information))
        {
            return;
        }

        var outcome =
            message.IsEcho ? "echo"
            : answer.Outcome == DeliveryOutcome.Duplicate ? "duplicate"
            : answer.Outcome == DeliveryOutcome.Silent ? "silence"
            : "reply";
        _lines.Write(
            LogEvent.UnstableAssembleFromParts(
                time.GetUtcNow(),
                LogEventLevel.Information,
                exception: null,
                Parsed,
                new Dictionary<string, LogEventPropertyValue>(8, StringComparer.Ordinal)
                {
                    ["Outcome"] = new ScalarValue(outcome),
                    ["Rule"] = new ScalarValue(answer.Rule ?? "-"),
                    ["Channel"] = new ScalarValue(Known(message.Channel)),
                    ["Kind"] = new ScalarValue(message.Kind),
                    ["Contact"] = new ScalarValue(contacts.Of(message.Sender)),
                    ["Elapsed"] = new ScalarValue(elapsed.TotalMilliseconds),
                    ["Version"] = new ScalarValue(answer.Version),
                    ["SourceContext"] = Source,
                },
                traceId: default,
                spanId: default
            )
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
            { Length: <= LongestKnown } when !id.AsSpan().ContainsAnyExceptInRange('0', '9') => id,
            _ => contacts.Of(id),
        };

    private static partial class Log
    {
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
