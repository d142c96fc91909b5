using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Serilog.Events;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>One JSON object a line: time, level, template, text, and the values by name. All but ASCII is escaped.</summary>
internal static class JsonLine
{
    public static void Write(LogEvent logEvent, StringBuilder output)
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

        output.Append(Encoding.UTF8.GetString(buffer.WrittenSpan)).Append('\n');
    }

    private static void WriteAnswer(Utf8JsonWriter json, AnswerValue answer)
    {
        json.WriteString("Outcome"u8, answer.Outcome);
        json.WriteString("Rule"u8, LogText.Cut(answer.Rule));
        json.WriteString("Channel"u8, LogText.Cut(answer.Channel));
        json.WriteString("Kind"u8, answer.Kind.ToString());
        json.WriteString("Contact"u8, answer.Contact);
        json.WriteNumber("Elapsed"u8, answer.Milliseconds);
        json.WriteString("Version"u8, answer.Version);
    }

    private static void WriteValue(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        switch (value)
        {
            case AnswerValue answer:
                WriteAnswer(json, answer);
                break;
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
