using System.Globalization;
using System.Text;
using Serilog.Events;
using WebhookReceiver.Management;

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
    public string Version => version;

    /// <summary>As the template of the line has it.</summary>
    public void AppendTo(StringBuilder output)
    {
        output.Append("answered: ").Append(outcome).Append(" by ");
        LogText.AppendValue(output, rule);
        output.Append(", channel ");
        LogText.AppendValue(output, channel);
        output.Append(", ").Append(kind.ToString()).Append(" from ").Append(contact);
        output.Append(CultureInfo.InvariantCulture, $", {Milliseconds:0.000} ms, rules ");
        LogText.AppendValue(output, version);
    }

    public override void Render(TextWriter output, string? format = null, IFormatProvider? formatProvider = null)
    {
        var text = new StringBuilder();
        AppendTo(text);
        output.Write(text);
    }
}
