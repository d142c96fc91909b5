using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>The cure for parts of a text: the corrected line where that can be pasted, else what to write for each part.</summary>
internal sealed class TextCure
{
    private const int LongestLine = 400;

    private readonly TextNode _text;
    private readonly SourceText? _source;
    private readonly bool _isYaml;
    private readonly char _quote;

    public TextCure(TextNode text, SourceText? source)
    {
        _text = text;
        _source = source;
        var path = text.Place.Path ?? "";
        var isJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        _isYaml = source is not null && !isJson && !RuleFileNames.IsCsv(path) && !RuleFileNames.IsMarkdown(path);
        _quote = _isYaml && text.Style == TextStyle.Quoted ? FirstOf(source!, text.Place) : '\0';
        IsEscaped = isJson || _quote == '"' || source is null;
    }

    /// <summary>True where the file itself has escapes: what is left of them is meant.</summary>
    public bool IsEscaped { get; }

    /// <summary>The quote for texts inside placeholders.</summary>
    public char InnerQuote => _quote == '\'' ? '"' : '\'';

    /// <summary>A cure with a placeholder, its quotes such that it can be pasted into the text.</summary>
    public string? Pasted(string? cure)
    {
        var from = cure is null ? -1 : cure.IndexOf("{{", StringComparison.Ordinal);
        if (from < 0 || _text.Style is TextStyle.Literal or TextStyle.Folded)
        {
            return cure;
        }

        var end = cure!.LastIndexOf("}}", StringComparison.Ordinal);
        var inside = cure[from..end].Replace('"', InnerQuote).Replace('\'', InnerQuote);
        // YAML takes a colon and a blank for another key.
        inside =
            _isYaml && _text.Style == TextStyle.Plain ? inside.Replace(": '", ":'", StringComparison.Ordinal) : inside;
        return cure[..from] + inside + cure[end..];
    }

    private bool IsLine => _isYaml && _text.Style is TextStyle.Plain or TextStyle.Quoted;

    public string Of(IReadOnlyCollection<TextPart> parts, int line)
    {
        if (IsLine)
        {
            var cure = $"Write: {Line(TextPart.Replace(_text.Value, parts))}";
            return cure.Length <= LongestLine ? cure : Each(parts);
        }

        if (
            _text.Style != TextStyle.Literal
            || parts.Any(part => part.Instead.Contains('\n', StringComparison.Ordinal))
        )
        {
            return Each(parts);
        }

        var (from, end) = Bounds(line);
        return end - from <= LongestLine
            ? $"Write: {TextPart.Replace(_text.Value, parts, from, end).Trim()}"
            : Each(parts);
    }

    /// <param name="escapes">The escapes.</param>
    /// <param name="all">They, and markup that the corrected line must not have either.</param>
    public string OfEscapes(IReadOnlyCollection<TextPart> escapes, IReadOnlyCollection<TextPart> all)
    {
        var isBreak = escapes.Any(escape => escape.Instead == "\n");
        if (IsLine)
        {
            var mended = TextPart.Replace(_text.Value, all);
            var line = RawLine.Parse(_source!, _text.Place.Line);
            // Within braces and brackets there is no block.
            var block = isBreak && HasKey ? $" (or '{line.With("|")}' and its lines below, indented)" : "";
            return $"Write: {At(Escaped(mended))}{block}";
        }

        return !isBreak ? Each(escapes)
            : RuleFileNames.IsCsv(_text.Place.Path)
                ? "Break the line inside the cell; in the file the cell then stands in quotes."
            : $"Begin a new line there, without the '{escapes.First(escape => escape.Instead == "\n").In(_text.Value)}'.";
    }

    private string Each(IEnumerable<TextPart> parts) =>
        $"Write {string.Join(", ", parts.Select(part => $"{Shown(part.Instead)} for '{part.In(_text.Value)}'").Distinct(StringComparer.Ordinal))}.";

    private static string Shown(string instead) =>
        instead switch
        {
            "" => "nothing",
            "\n" => "a new line",
            " " => "a blank",
            "\t" => "blanks",
            _ => instead.Replace('\n', ' '),
        };

    private string Line(string value) =>
        value.AsSpan().ContainsAny('\n', '\t') ? At(Escaped(value))
        : _quote == '"' ? At(Escaped(value))
        : _quote == '\'' ? At($"'{value.Replace("'", "''", StringComparison.Ordinal)}'")
        : HasKey && IsPlain(value) ? At(value)
        : At(RawLine.Quoted(value));

    /// <summary>True if the value stands alone behind its key, and not inside braces or brackets.</summary>
    private bool HasKey => RawLine.Parse(_source!, _text.Place.Line).ValueColumn == _text.Place.Column;

    private string At(string value) => HasKey ? RawLine.Parse(_source!, _text.Place.Line).With(value) : value;

    /// <summary>Whether YAML reads the text as it stands.</summary>
    private static bool IsPlain(string value) =>
        value.Length > 0
        && char.IsLetterOrDigit(value[0])
        && value == value.Trim()
        && !value.Contains(": ", StringComparison.Ordinal)
        && !value.EndsWith(':')
        && !value.Contains(" #", StringComparison.Ordinal);

    private static string Escaped(string value) =>
        '"'
        + value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
        + '"';

    private (int From, int End) Bounds(int line)
    {
        var from = 0;
        for (; line > 0; line--)
        {
            from = _text.Value.IndexOf('\n', from) + 1;
        }

        var end = _text.Value.IndexOf('\n', from);
        return (from, end < 0 ? _text.Value.Length : end);
    }

    private static char FirstOf(SourceText source, RulePlace place)
    {
        var line = source.Characters(place.Line);
        return place.Column >= 1 && place.Column <= line.Length ? line[place.Column - 1] : '\0';
    }
}
