using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace WebhookReceiver.Management;

/// <summary><c>2026-03-01T12:00:00.000Z INF answered: reply by hours, …</c>; an exception follows on indented lines.</summary>
internal sealed class TextLineFormatter : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(
            logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ ", CultureInfo.InvariantCulture)
        );
        output.Write(WordOf(logEvent.Level));
        output.Write(' ');
        WriteMessage(logEvent, output);
        output.Write('\n');
        if (logEvent.Exception is { } exception)
        {
            foreach (var line in exception.ToString().AsSpan().EnumerateLines())
            {
                output.Write("    ");
                LogText.WriteEscaped(output, line);
                output.Write('\n');
            }
        }
    }

    public static void WriteMessage(LogEvent logEvent, TextWriter output)
    {
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (
                token is PropertyToken property
                && logEvent.Properties.TryGetValue(property.PropertyName, out var value)
            )
            {
                LogText.WriteValue(output, TextOf(value, property.Format));
            }
            else
            {
                LogText.WriteEscaped(output, token.ToString());
            }
        }
    }

    private static string TextOf(LogEventPropertyValue value, string? format) =>
        value switch
        {
            ScalarValue { Value: string text } => text,
            ScalarValue { Value: IFormattable number } => number.ToString(format, CultureInfo.InvariantCulture),
            _ => value.ToString(format, CultureInfo.InvariantCulture),
        };

    private static string WordOf(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose => "TRC",
            LogEventLevel.Debug => "DBG",
            LogEventLevel.Information => "INF",
            LogEventLevel.Warning => "WRN",
            LogEventLevel.Error => "ERR",
            _ => "FTL",
        };
}
