using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace WebhookReceiver.Management;

/// <summary>
/// Writes one JSON object per line: time, level, template, and the values by name. Non-ASCII characters are escaped.
/// </summary>
internal sealed class JsonLineFormatter : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("@t"u8, logEvent.Timestamp.UtcDateTime);
            json.WriteString("@l"u8, logEvent.Level.ToString());
            json.WriteString("@mt"u8, logEvent.MessageTemplate.Text);
            if (logEvent.Exception is { } exception)
            {
                json.WriteString("@x"u8, exception.ToString());
            }

            foreach (var (name, value) in logEvent.Properties)
            {
                WriteValue(json, name, value);
            }

            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    private static void WriteValue(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue { Value: int number }:
                json.WriteNumber(name, number);
                break;
            case ScalarValue { Value: double number } when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case ScalarValue { Value: string text }:
                json.WriteString(name, LogText.Cut(text));
                break;
            default:
                json.WriteString(name, LogText.Cut(value.ToString(null, CultureInfo.InvariantCulture)));
                break;
        }
    }
}
