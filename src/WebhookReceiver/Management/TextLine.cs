using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Parsing;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary><c>2026-03-01T12:00:00.000Z INF answered: reply by hours, …</c>; an exception follows on lines that are set in.</summary>
internal static class TextLine
{
    public static void Write(LogEvent logEvent, StringBuilder output)
    {
        AppendTime(output, logEvent.Timestamp);
        output.Append(WordOf(logEvent.Level)).Append(' ');
        AppendMessage(logEvent, output);
        output.Append('\n');
        if (logEvent.Exception is { } exception)
        {
            foreach (var line in exception.ToString().AsSpan().EnumerateLines())
            {
                output.Append("    ");
                LogText.AppendEscaped(output, line);
                output.Append('\n');
            }
        }
    }

    /// <summary>To the millisecond; cut from the round-trip format, which is made without reading a pattern.</summary>
    private static void AppendTime(StringBuilder output, DateTimeOffset instant)
    {
        const int ToMilliseconds = 23;
        Span<char> time = stackalloc char[32];
        instant.UtcDateTime.TryFormat(time, out _, "O", CultureInfo.InvariantCulture);
        output.Append(time[..ToMilliseconds]).Append("Z ");
    }

    public static void AppendMessage(LogEvent logEvent, StringBuilder output)
    {
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (
                token is PropertyToken property
                && logEvent.Properties.TryGetValue(property.PropertyName, out var value)
            )
            {
                AppendValue(output, value, property.Format);
            }
            else
            {
                LogText.AppendEscaped(output, token.ToString());
            }
        }
    }

    private static void AppendValue(StringBuilder output, LogEventPropertyValue value, string? format)
    {
        if (value is AnswerValue answer)
        {
            AppendAnswer(output, answer);
            return;
        }

        LogText.AppendValue(output, TextOf(value, format));
    }

    private static void AppendAnswer(StringBuilder output, AnswerValue answer)
    {
        output.Append("answered: ").Append(answer.Outcome).Append(" by ");
        LogText.AppendValue(output, answer.Rule);
        output.Append(", channel ");
        LogText.AppendValue(output, answer.Channel);
        output.Append(", ").Append(answer.Kind.ToString()).Append(" from ").Append(answer.Contact);
        output.Append(", ");
        AppendMilliseconds(output, answer.Microseconds);
        output.Append(" ms, rules ");
        LogText.AppendValue(output, answer.Version);
    }

    private static void AppendMilliseconds(StringBuilder output, long microseconds)
    {
        var (whole, rest) = Math.DivRem(microseconds, 1_000);
        output.Append(whole).Append('.');
        output
            .Append((char)('0' + (rest / 100)))
            .Append((char)('0' + (rest / 10 % 10)))
            .Append((char)('0' + (rest % 10)));
    }

    private static string TextOf(LogEventPropertyValue value, string? format) =>
        value is ScalarValue { Value: string text } ? text : value.ToString(format, CultureInfo.InvariantCulture);

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
