using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Makes text nodes, and checks the raw file around them for text that YAML dropped silently.</summary>
internal static class ScalarPitfalls
{
    public static TextNode ToNode(Scalar scalar, RulePlace place, SourceText source)
    {
        var value = scalar.Value;
        return scalar.Style switch
        {
            ScalarStyle.Literal => new TextNode(
                place,
                LastBreakCut(value),
                TextStyle.Literal,
                BlockOrigin(place, source)
            ),
            ScalarStyle.Folded => new TextNode(place, LastBreakCut(value), TextStyle.Folded, default),
            ScalarStyle.Plain => new TextNode(
                place,
                value,
                TextStyle.Plain,
                new TextOrigin(place.Line, place.Column, IsExact: true)
            )
            {
                Pitfall = Joined(scalar, source) ?? Cut(scalar, source),
            },
            _ => new TextNode(place, value, TextStyle.Quoted, QuotedOrigin(scalar, place))
            {
                Pitfall = Joined(scalar, source),
            },
        };
    }

    /// <summary>The last line break of a block belongs to the file, not to the text.</summary>
    private static string LastBreakCut(string value) => value.EndsWith('\n') ? value[..^1] : value;

    private static TextOrigin BlockOrigin(RulePlace place, SourceText source)
    {
        for (var line = place.Line + 1; line <= source.LineCount; line++)
        {
            var indent = source.Characters(line).IndexOfAnyExcept(' ');
            if (indent >= 0)
            {
                return new TextOrigin(place.Line + 1, indent + 1, IsExact: true);
            }
        }

        return default;
    }

    private static TextOrigin QuotedOrigin(Scalar scalar, RulePlace place)
    {
        // Exact if the raw text has the same length: no escapes, one line.
        var rawLength = scalar.End.Index - scalar.Start.Index - 2;
        return new TextOrigin(place.Line, place.Column + 1, rawLength == scalar.Value.Length);
    }

    private static YamlPitfall? Joined(Scalar scalar, SourceText source)
    {
        if (scalar.End.Line == scalar.Start.Line || scalar.Value.Length == 0)
        {
            return null;
        }

        var slip =
            LayoutMistakes.In(source, (int)scalar.Start.Line, (int)scalar.End.Line)
            ?? SyntaxDiagnosis.MissingBlank(source, (int)scalar.Start.Line + 1, (int)scalar.End.Line);
        if (slip is not null)
        {
            return new YamlPitfall(slip.Message, slip.Fix)
            {
                Place = new RulePlace(source.Path, slip.Line, slip.Column),
            };
        }

        var first = RawLine.Parse(source, (int)scalar.Start.Line);
        if (ParentLine.IsOfPhrases(source, first))
        {
            return new YamlPitfall(
                "YAML joins these lines into one phrase.",
                first.Key is null
                    ? $"Begin each of them with '- ', as in: - {first.Value}"
                    : $"Write each phrase on a line of its own below '{first.Dashes}{first.Key}:', as in: - {first.Value}"
            );
        }

        var key = first is { Key: null, Dashes: "" } ? ParentLine.Of(source, first)?.Key : null;
        var block = key is null ? first.With("|").TrimEnd() : $"{key}: |";
        return new YamlPitfall(
            "the text runs over several lines, and YAML would join them into one.",
            $"Write '{block}' and put all of the text below it, indented."
        );
    }

    private static YamlPitfall? Cut(Scalar scalar, SourceText source)
    {
        var number = (int)scalar.End.Line;
        var text = source.Characters(number);
        var rest = text[Math.Min((int)scalar.End.Column - 1, text.Length)..];
        var blanks = rest.IndexOfAnyExcept(' ', '\t');
        if (blanks < 1 || rest[blanks] != '#' || IsComment(rest, blanks))
        {
            return null;
        }

        var line = RawLine.Parse(source, number);
        return new YamlPitfall(
            "the text is cut here: YAML takes ' #' and all that follows for a comment.",
            line.Value.StartsWith('[') || line.Value.StartsWith('{')
                ? "Put the text in quotes."
                : $"Write: {line.WithQuoted(line.Value)} (a comment stands after two spaces and '# ')",
            IsCut: true
        );
    }

    /// <summary>Two spaces before and one after the '#' mark a comment, hardly ever a text.</summary>
    private static bool IsComment(ReadOnlySpan<char> rest, int blanks) =>
        (blanks >= 2 || rest[0] == '\t') && (rest.Length == blanks + 1 || rest[blanks + 1] == ' ');
}
