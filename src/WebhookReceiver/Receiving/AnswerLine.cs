using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace WebhookReceiver.Receiving;

/// <summary>
/// The line of every message, given to Serilog as a finished event: 0.8 µs of the request's thread; through the logging
/// abstractions it was 2 to 3 (measured, processor time, without the contact's hash, which is 1.4).
/// </summary>
internal sealed class AnswerLine(Serilog.ILogger log, TimeProvider time)
{
    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse(
        "answered: {Outcome} by {Rule}, channel {Channel}, {Kind} from {Contact}, {Elapsed:0.000} ms, rules {Version}"
    );

    private readonly Serilog.ILogger _log = log.ForContext(
        Constants.SourceContextPropertyName,
        typeof(AnswerLog).FullName
    );

    public void Write(
        IncomingMessage message,
        string outcome,
        string rule,
        string contact,
        TimeSpan elapsed,
        string version
    ) =>
        _log.Write(
            new LogEvent(
                time.GetUtcNow(),
                LogEventLevel.Information,
                exception: null,
                Template,
                [
                    Property("Outcome", outcome),
                    Property("Rule", rule),
                    Property("Channel", message.Channel),
                    Property("Kind", message.Kind),
                    Property("Contact", contact),
                    Property("Elapsed", elapsed.TotalMilliseconds),
                    Property("Version", version),
                ]
            )
        );

    private static LogEventProperty Property(string name, object value) => new(name, new ScalarValue(value));
}
