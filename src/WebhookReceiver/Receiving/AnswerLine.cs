using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace WebhookReceiver.Receiving;

/// <summary>
/// The line of every message, given to Serilog as a finished event with one value: through the logging abstractions, or with
/// a property for each word, it cost as much as deciding.
/// </summary>
internal sealed class AnswerLine(Serilog.ILogger log, TimeProvider time)
{
    private static readonly MessageTemplate Template = new(
        "answered: {Outcome} by {Rule}, channel {Channel}, {Kind} from {Contact}, {Elapsed:0.000} ms, rules {Version}",
        [new PropertyToken(AnswerValue.Name, "{Answer}")]
    );

    private readonly Serilog.ILogger _log = log.ForContext(
        Constants.SourceContextPropertyName,
        typeof(AnswerLog).FullName
    );

    public void Write(AnswerValue answer) =>
        _log.Write(
            new LogEvent(
                time.GetUtcNow(),
                LogEventLevel.Information,
                exception: null,
                Template,
                [new LogEventProperty(AnswerValue.Name, answer)]
            )
        );
}
