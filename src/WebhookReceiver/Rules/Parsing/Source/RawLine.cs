using System.Text.RegularExpressions;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>
/// One raw line, split without YAML: indentation, list dashes, key, value. It shows the author's intention where YAML
/// read something else.
/// </summary>
internal sealed class RawLine
{
    // Linear, because a line may be a megabyte long.
    private static readonly Regex Shape = new(
        """^(?<indent>[ \t\u00A0\u3000]*)(?<dashes>(?:-(?: +|$))*)(?:(?<key>[\p{L}\p{N}_$][^:#"'\[\]{},]*|"[^"]*"|'[^']*'):(?: +|$))?(?<value>.*)$""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    );

    private RawLine(int number, int column, string value)
    {
        Number = number;
        Indent = "";
        Dashes = "";
        KeyColumn = column;
        ValueColumn = column;
        Value = value;
        IsPart = true;
    }

    private RawLine(int number, Match match)
    {
        Number = number;
        Indent = match.Groups["indent"].Value;
        Dashes = match.Groups["dashes"].Value;
        Key = match.Groups["key"] is { Success: true } key ? key.Value.TrimEnd() : null;
        KeyColumn = Indent.Length + Dashes.Length + 1;
        ValueColumn = match.Groups["value"].Index + 1;
        Value = match.Groups["value"].Value.TrimEnd();
    }

    public int Number { get; }

    public string Indent { get; }

    /// <summary><c>- </c> once or more; empty for none.</summary>
    public string Dashes { get; }

    public string? Key { get; }

    public int KeyColumn { get; }

    public int ValueColumn { get; }

    /// <summary>Everything after <c>key: </c> and the dashes, without trailing white space.</summary>
    public string Value { get; }

    /// <summary>True if this is only a part of a line, between the brackets and commas of a list or map.</summary>
    public bool IsPart { get; }

    public bool IsBlank => Value.Length == 0 && Key is null && Dashes.Length == 0;

    public bool IsComment => Key is null && Value.StartsWith('#');

    public static RawLine Parse(SourceText source, int number) => new(number, Shape.Match(source.Line(number)));

    /// <summary>The line with the value at a column; inside brackets only that part of the line.</summary>
    public static RawLine At(SourceText source, int number, int column)
    {
        var line = Parse(source, number);
        var text = source.Line(number);
        if (line.ValueColumn == column || column > text.Length)
        {
            return line;
        }

        var rest = text.AsSpan(column - 1);
        var isPlaceholder = rest.StartsWith("{{") && rest.Contains("}}", StringComparison.Ordinal);
        var from = isPlaceholder ? rest.IndexOf("}}", StringComparison.Ordinal) + 2 : 0;
        var end = rest[from..].IndexOfAny(",]}");
        return new RawLine(number, column, (end < 0 ? rest : rest[..(from + end)]).Trim().ToString());
    }

    /// <summary>The corrected line with another value, without indentation.</summary>
    public string With(string value) => Dashes + (Key is null ? "" : $"{Key}: ") + value;

    /// <summary>The line with this text in quotes.</summary>
    public string WithQuoted(string text) => With(Quoted(text));

    /// <summary>The text in the quotes with the least escaping.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().ContainsAny('"', '\\') ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : $"\"{text}\"";
}
