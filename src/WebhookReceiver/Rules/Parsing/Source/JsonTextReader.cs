using System.Text;
using System.Text.Json;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Parses JSON to nodes; numbers, true, false and null are texts as written, as in YAML.</summary>
internal static class JsonTextReader
{
    /// <summary>The root, or null with a problem if the file is not JSON.</summary>
    public static Node? Read(SourceText source, ProblemList problems)
    {
        var bytes = Encoding.UTF8.GetBytes(source.Text);
        var tree = new NodeTree(source, problems);
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var reader = new Utf8JsonReader(bytes, options);
        var place = new JsonPlaces(source.Path, bytes);
        try
        {
            while (reader.Read())
            {
                if (!Take(ref reader, tree, place.At((int)reader.TokenStartIndex)))
                {
                    return null;
                }
            }
        }
        catch (JsonException fault)
        {
            var line = (int)(fault.LineNumber ?? 0) + 1;
            problems.Error(
                new RulePlace(source.Path, line, (int)(fault.BytePositionInLine ?? 0) + 1),
                "the file is not valid JSON from here on.",
                SingleQuotes(source.Line(line))
                    ?? "Look for a missing comma, quote or bracket here or in the line above."
            );
            return null;
        }
        catch (InvalidOperationException)
        {
            problems.Error(
                place.At((int)reader.TokenStartIndex),
                "this text holds half of a character (\\ud800 to \\udfff alone).",
                "Write the character itself."
            );
            return null;
        }

        return tree.Root;
    }

    /// <summary>JSON knows double quotes alone.</summary>
    private static string? SingleQuotes(string line) =>
        line.Contains('\'', StringComparison.Ordinal) && !line.Contains('"', StringComparison.Ordinal)
            ? $"Write: {line.Trim().Replace('\'', '"')}"
            : null;

    private static bool Take(ref Utf8JsonReader reader, NodeTree tree, RulePlace place) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => tree.OpenMap(place, isFlow: false),
            JsonTokenType.StartArray => tree.OpenList(place, isFlow: false),
            JsonTokenType.EndObject or JsonTokenType.EndArray => tree.Close(),
            JsonTokenType.PropertyName or JsonTokenType.String => tree.Add(Quoted(ref reader, place)),
            _ => tree.Add(Quoted(place, Encoding.UTF8.GetString(reader.ValueSpan), isExact: true, quote: 0)),
        };

    private static TextNode Quoted(ref Utf8JsonReader reader, RulePlace place) =>
        Quoted(place, reader.GetString() ?? "", !reader.ValueIsEscaped, quote: 1);

    private static TextNode Quoted(RulePlace place, string value, bool isExact, int quote) =>
        new(place, value, TextStyle.Quoted, new TextOrigin(place.Line, place.Column + quote, isExact));

    /// <summary>Line and column of increasing byte offsets.</summary>
    private sealed class JsonPlaces(string path, byte[] bytes)
    {
        private int _offset;
        private int _line = 1;
        private int _column = 1;

        public RulePlace At(int offset)
        {
            for (; _offset < offset; _offset++)
            {
                var value = bytes[_offset];
                if (value == (byte)'\n')
                {
                    _line++;
                    _column = 1;
                }
                else if ((value & 0xC0) != 0x80)
                {
                    // Columns count UTF-16 units, as editors do: the first byte of a four-byte character counts
                    // twice.
                    _column += value >= 0xF0 ? 2 : 1;
                }
            }

            return new RulePlace(path, _line, _column);
        }
    }
}
