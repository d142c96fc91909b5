using WebhookReceiver.Rules.Parsing.Keys;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Finds values that YAML does not read as the intended text, by their start or content.</summary>
internal static class ValuePitfalls
{
    private const string BlockIndicators = "+-123456789";

    private const string ValidEscapes = "0abtnvfre \"/\\N_LPxuU\t";

    /// <summary>The problem with a value's first characters; null if there is none.</summary>
    public static YamlPitfall? AtStart(RawLine line) =>
        line.Value switch
        {
            ['!', 'i', ..]
                when line.Value.StartsWith("!include", StringComparison.Ordinal)
                    || line.Value.StartsWith("!import", StringComparison.Ordinal) => new YamlPitfall(
                "a rule file cannot include another one.",
                "Take the line out: all files of the folder are read together."
            ),
            ['!', ..] => Marker(line, "'!'", "a tag"),
            ['&', ..] => Marker(line, "'&'", "an anchor"),
            ['*', ..] => Marker(line, "'*'", "a reference to an anchor"),
            ['@' or '`' or '%', ..] => new YamlPitfall(
                $"in YAML no unquoted text may begin with '{line.Value[0]}'.",
                Write(line, line.Value)
            ),
            ['{', '{' or '%', ..] => new YamlPitfall(
                "YAML takes '{' at the beginning for a map.",
                Write(line, line.Value)
            ),
            ['|' or '>', ..] when !IsBlockHeader(line.Value) => new YamlPitfall(
                $"after '{line.Value[0]}' the text begins on the next line.",
                $"Write '{line.With(line.Value[..1])}' and put the text below it, indented."
            ),
            ['-' or '?', ' ', ..] when line.Key is not null => new YamlPitfall(
                $"YAML takes '{line.Value[..1]} ' at the beginning for something else.",
                Write(line, line.Value)
            ),
            ['"' or '\'' or '[' or '{', ..] when !line.IsPart && Nested(line) is { } nested => nested,
            ['"' or '\'', ..] => Quotes(line),
            ['“' or '„' or '‘' or '«', .., '”' or '“' or '’' or '»'] => TypographicQuotes(line),
            ['[' or '{', ..] when !line.IsPart => Brackets(line),
            _ => null,
        };

    /// <summary><c>: </c> or <c>:</c> at the end, inside an unquoted value.</summary>
    public static YamlPitfall? Colon(RawLine line)
    {
        var hasColon = line.Value.Contains(": ", StringComparison.Ordinal) || line.Value.EndsWith(':');
        return line.Key is null || !hasColon || line.Value is ['"' or '\'' or '[' or '{' or '#', ..] ? null
            : SecondKey(line.Value) is { } second
                ? new YamlPitfall(
                    "two keys stand in one line.",
                    $"Begin a new line before '{second[..second.IndexOf(':', StringComparison.Ordinal)]}': {second}"
                )
            : new YamlPitfall("': ' inside an unquoted text makes YAML see another key.", Write(line, line.Value));
    }

    /// <summary>A key of a rule behind the value of another: <c>hours reply: Nine to five.</c></summary>
    private static string? SecondKey(string value)
    {
        foreach (var key in RuleKeys.Spec.Names)
        {
            var at = value.IndexOf($" {key}: ", StringComparison.Ordinal);
            if (at > 0)
            {
                return value[(at + 1)..];
            }
        }

        return null;
    }

    /// <summary><c>{ text: We are open: 9-5 }</c>: the part with a second colon.</summary>
    public static YamlPitfall? ColonInBraces(RawLine line)
    {
        if (line.Value is not ['{' or '[', ..] || line.IsPart)
        {
            return null;
        }

        foreach (var part in PartsOf(line.Value))
        {
            var key = part.IndexOf(": ", StringComparison.Ordinal);
            var text = key < 0 ? "" : part[(key + 2)..].Trim();
            var isColon = text.Contains(": ", StringComparison.Ordinal) || text.EndsWith(':');
            if (isColon && text is not ['"' or '\'' or '[' or '{', ..])
            {
                return new YamlPitfall(
                    "': ' inside an unquoted text makes YAML see another key.",
                    $"Write: {line.With(line.Value.Replace(text, RawLine.Quoted(text), StringComparison.Ordinal))}"
                );
            }
        }

        return null;
    }

    /// <summary>What stands between the brackets and commas.</summary>
    private static IEnumerable<string> PartsOf(string value)
    {
        var start = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && value[i] is '"' or '\'' && i > 0 && value[i - 1] is ' ' or '[' or '{')
            {
                i = value.IndexOf(value[i], i + 1) is > 0 and var close ? close : i;
            }
            else if (i == value.Length || value[i] is ',' or '{' or '}' or '[' or ']')
            {
                yield return value[start..i];
                start = i + 1;
            }
        }
    }

    /// <summary>Told of values that YAML could not read; elsewhere such quotes may be part of the text.</summary>
    private static YamlPitfall? TypographicQuotes(RawLine line) =>
        line.IsPart
            ? null
            : new YamlPitfall(
                "typographic quotes do not quote in YAML; they are part of the text.",
                Write(line, line.Value[1..^1])
            );

    private static string Write(RawLine line, string text) => $"Write: {line.WithQuoted(text)}";

    private static YamlPitfall Marker(RawLine line, string sign, string meaning) =>
        new(
            $"YAML takes {sign} at the beginning of a text for {meaning}, and the word would vanish.",
            Write(line, line.Value)
        );

    private static bool IsBlockHeader(string value) =>
        value.AsSpan(1).TrimStart(BlockIndicators).TrimStart(' ') is [] or ['#', ..];

    private static YamlPitfall? Quotes(RawLine line)
    {
        var value = line.Value;
        var end = QuoteEnd(value);
        if (end < 0)
        {
            return new YamlPitfall($"the quote {value[0]} is not closed.", Write(line, value[1..]));
        }

        if (value[0] == '"' && BadEscape(value[1..end]) is { } escape)
        {
            return new YamlPitfall(
                $"'{escape}' in double quotes is no escape that rule files know.",
                $"Write the character itself, or use single quotes: {line.With($"'{value[1..end].Replace("'", "''", StringComparison.Ordinal)}'")}"
            );
        }

        var rest = value.AsSpan(end + 1).TrimStart();
        if (rest.IsEmpty || rest[0] == '#')
        {
            return null;
        }

        if (rest[0] == ',' && ParentLine.IsPhraseKey(line.Key))
        {
            return new YamlPitfall("several texts stand in brackets.", $"Write: {line.With($"[{value}]")}");
        }

        var text = value[^1] == value[0] && value[0] == '\'' ? value[1..^1] : value;
        return new YamlPitfall($"the quote {value[0]} is closed before the text ends.", Write(line, text));
    }

    /// <summary>"until {{ x | default: "18:00" }}": the placeholder has the quotes of the text.</summary>
    private static YamlPitfall? Nested(RawLine line)
    {
        var mended = NestedQuotes.Mend(line.Value);
        return mended == line.Value
            ? null
            : new YamlPitfall(
                "a placeholder has the same quotes as the text around it, which end the text.",
                $"Write: {line.With(mended)}"
            );
    }

    private static int QuoteEnd(string value)
    {
        for (var i = 1; i < value.Length; i++)
        {
            if (value[0] == '"' && value[i] == '\\')
            {
                i++;
            }
            else if (value[i] == value[0])
            {
                if (value[0] != '\'' || i + 1 >= value.Length || value[i + 1] != '\'')
                {
                    return i;
                }

                i++;
            }
        }

        return -1;
    }

    private static string? BadEscape(string inner)
    {
        for (var i = 0; i + 1 < inner.Length; i++)
        {
            if (inner[i] != '\\')
            {
                continue;
            }

            var isSurrogate = inner[i + 1] == 'u' && inner.AsSpan(i + 2) is ['d' or 'D', >= '8', ..];
            if (isSurrogate || inner[i + 1] == 'U' || !ValidEscapes.Contains(inner[i + 1], StringComparison.Ordinal))
            {
                return inner.Substring(i, 2);
            }

            i++;
        }

        return null;
    }

    private static YamlPitfall? Brackets(RawLine line)
    {
        var close = line.Value[0] == '[' ? ']' : '}';
        var end = line.Value.LastIndexOfAny([']', '}']);
        var rest = end < 0 ? "" : line.Value[(end + 1)..].Trim();
        if (rest.Length > 0 && rest is not (['#', ..] or ","))
        {
            return new YamlPitfall($"there is text after the closing '{close}'.", Write(line, line.Value));
        }

        var typed = end < 0 || rest is not ['#', ..] ? line.Value : line.Value[..(end + 1)];
        var mended = BracketMender.Mend(typed);
        return mended == typed ? null
            : mended == typed + close
                ? new YamlPitfall($"'{line.Value[0]}' is not closed with '{close}'.", $"Write: {line.With(mended)}")
            : new YamlPitfall("the brackets and quotes do not fit together here.", $"Write: {line.With(mended)}");
    }
}
