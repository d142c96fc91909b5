using System.Globalization;
using System.Text;
using YamlDotNet.Core;

namespace WebhookReceiver.Management.Texts;

/// <summary>Writes a text in the style of the one that it replaces, where that can hold it.</summary>
internal static class WrittenText
{
    private const string FlowSigns = ",[]{}";

    /// <summary>The characters for a text in the place of another.</summary>
    /// <param name="value">The text.</param>
    /// <param name="old">What it replaces.</param>
    /// <param name="file">The file, for the indentation of a block.</param>
    /// <param name="isInFlow">Whether it stands between brackets.</param>
    public static string In(string value, SpanScalar old, string file, bool isInFlow) =>
        old.Style switch
        {
            ScalarStyle.Plain when IsPlain(value, isInFlow) => value,
            ScalarStyle.SingleQuoted when !value.Any(char.IsControl) =>
                $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
            ScalarStyle.Literal
            or ScalarStyle.Folded when old.IndentOfBlock(file) is > 0 and var indent && IsBlock(value) => Block(
                value,
                old,
                file,
                indent
            ),
            _ => Quoted(value),
        };

    /// <summary>A new phrase beside others: plain if it can be.</summary>
    public static string New(string value, bool isInFlow) =>
        IsPlain(value, isInFlow) && !HasComma(value) ? value : Quoted(value);

    /// <summary>A phrase with a comma needs quotes: without, the comma looks like one between phrases.</summary>
    public static bool HasComma(string phrase) => phrase.AsSpan().ContainsAny(",،、，");

    /// <summary>The style that holds every text.</summary>
    public static string Quoted(string value)
    {
        var written = new StringBuilder(value.Length + 2).Append('"');
        foreach (var letter in value)
        {
            switch (letter)
            {
                case '"' or '\\':
                    written.Append('\\').Append(letter);
                    break;
                case '\n':
                    written.Append("\\n");
                    break;
                case '\t':
                    written.Append("\\t");
                    break;
                case < ' ' or '\u007F' or '\u0085' or '\u2028' or '\u2029' or '\uFEFF':
                    written.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
                    break;
                default:
                    written.Append(letter);
                    break;
            }
        }

        return written.Append('"').ToString();
    }

    /// <summary>Whether a text without quotes means itself; rather too strict than too clever.</summary>
    private static bool IsPlain(string value, bool isInFlow) =>
        value.Length > 0
        && value.Trim() == value
        && char.IsLetterOrDigit(value[0])
        && !value.Any(char.IsControl)
        && !value.Contains(": ", StringComparison.Ordinal)
        && !value.Contains(" #", StringComparison.Ordinal)
        && !value.EndsWith(':')
        && !(isInFlow && (value.AsSpan().ContainsAny(FlowSigns) || value.Contains(':', StringComparison.Ordinal)));

    private static bool IsBlock(string value) =>
        value.Length > 0
        && value[0] is not (' ' or '\n' or '\t')
        && value.TrimEnd() == value
        && !value.Any(letter => char.IsControl(letter) && letter != '\n');

    /// <summary>Under the same header; lines that a folded block would join stand under '|'.</summary>
    private static string Block(string value, SpanScalar old, string file, int indent)
    {
        var written = file[old.Start..old.End];
        var end = written.IndexOf('\n', StringComparison.Ordinal);
        var header = value.Contains('\n', StringComparison.Ordinal) ? written[..end].Replace('>', '|') : written[..end];
        return string.Concat(
            header,
            string.Concat(
                value.Split('\n').Select(line => line.Length == 0 ? "\n" : $"\n{new string(' ', indent)}{line}")
            )
        );
    }
}
