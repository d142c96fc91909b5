using System.Globalization;
using Serilog.Events;

namespace WebhookReceiver.Receiving;

/// <summary>What the line of a message tells: who (as a keyed hash), what kind, which rule, how long. Never what was said.</summary>
internal sealed class AnswerValue(
    string outcome,
    string rule,
    string channel,
    MessageKind kind,
    string contact,
    TimeSpan elapsed,
    string version
) : LogEventPropertyValue
{
    public const string Name = "Answer";

    public string Outcome => outcome;
    public string Rule => rule;
    public string Channel => channel;
    public MessageKind Kind => kind;
    public string Contact => contact;
    public double Milliseconds => elapsed.TotalMilliseconds;
    public long Microseconds => (elapsed.Ticks + (TimeSpan.TicksPerMicrosecond / 2)) / TimeSpan.TicksPerMicrosecond;
    public string Version => version;

    /// <summary>For sinks that do not know this value; the terminal's lines write it themselves.</summary>
    public override void Render(TextWriter output, string? format = null, IFormatProvider? formatProvider = null) =>
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{outcome} by {rule} to {contact}"));
}
