using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WebhookReceiver.Management.Texts;

/// <summary>A part of a rules file with the characters that it takes.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character.</param>
internal abstract record SpanNode(int Start, int End)
{
    /// <summary>The file as a tree; null if it cannot be read.</summary>
    /// <param name="text">The file, with single line breaks and without byte order mark.</param>
    public static SpanNode? Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                if (parser.Current is NodeEvent)
                {
                    return Read(parser, text);
                }
            }

            return null;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    /// <summary>All texts in their order, keys included: what must stay as it is when one of them changes.</summary>
    public IEnumerable<SpanScalar> Scalars() =>
        this switch
        {
            SpanScalar scalar => [scalar],
            SpanList list => list.Items.SelectMany(item => item.Scalars()),
            SpanMap map => map.Entries.SelectMany(entry => entry.Value.Scalars().Prepend(entry.Key)),
            _ => [],
        };

    private static SpanNode Read(Parser parser, string text)
    {
        var begin = parser.Current!;
        switch (begin)
        {
            case Scalar scalar:
                parser.MoveNext();
                return SpanScalar.Of(scalar, text);
            case SequenceStart list:
                return ReadList(parser, text, list);
            case MappingStart map:
                return ReadMap(parser, text, map);
            default:
                throw new YamlException("no text, list or map");
        }
    }

    private static SpanList ReadList(Parser parser, string text, SequenceStart begin)
    {
        var items = new List<SpanNode>();
        parser.MoveNext();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Read(parser, text));
        }

        var end = (int)parser.Current.End.Index;
        parser.MoveNext();
        return new SpanList((int)begin.Start.Index, end, begin.Style == SequenceStyle.Flow, items);
    }

    private static SpanMap ReadMap(Parser parser, string text, MappingStart begin)
    {
        var entries = new List<(SpanScalar, SpanNode)>();
        parser.MoveNext();
        while (parser.Current is not MappingEnd)
        {
            var key = Read(parser, text) as SpanScalar ?? throw new YamlException("a key is no text");
            entries.Add((key, Read(parser, text)));
        }

        var end = (int)parser.Current.End.Index;
        parser.MoveNext();
        return new SpanMap((int)begin.Start.Index, end, begin.Style == MappingStyle.Flow, entries);
    }
}

/// <param name="IsFlow">Written with <c>[ ]</c>.</param>
internal sealed record SpanList(int Start, int End, bool IsFlow, IReadOnlyList<SpanNode> Items) : SpanNode(Start, End);

/// <param name="IsFlow">Written with <c>{ }</c>.</param>
internal sealed record SpanMap(int Start, int End, bool IsFlow, IReadOnlyList<(SpanScalar Key, SpanNode Value)> Entries)
    : SpanNode(Start, End)
{
    public SpanNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Value == key).Value;
}

/// <summary>A text.</summary>
/// <param name="Style">How it is written.</param>
/// <param name="Value">What it means.</param>
internal sealed record SpanScalar(int Start, int End, ScalarStyle Style, string Value) : SpanNode(Start, End)
{
    public bool IsBlock => Style is ScalarStyle.Literal or ScalarStyle.Folded;

    public static SpanScalar Of(Scalar scalar, string text)
    {
        var (start, end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
        return new SpanScalar(
            start,
            scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded
                ? EndOfBlock(text, start)
                : start + text.AsSpan(start, end - start).TrimEnd().Length,
            scalar.Style,
            scalar.Value
        );
    }

    /// <summary>The number of blanks before the lines of a block; 0 if it has none.</summary>
    public int IndentOfBlock(string text)
    {
        foreach (var line in text[Start..End].Split('\n').Skip(1))
        {
            if (line.Trim().Length > 0)
            {
                return line.Length - line.TrimStart(' ').Length;
            }
        }

        return 0;
    }

    /// <summary>Behind the last line that is not empty and indented like the first.</summary>
    private static int EndOfBlock(string text, int start)
    {
        var header = text.IndexOf('\n', start);
        if (header < 0)
        {
            return text.Length;
        }

        var (end, indent) = (header, 0);
        for (var line = header + 1; line < text.Length; )
        {
            var next = text.IndexOf('\n', line);
            next = next < 0 ? text.Length : next;
            var blanks = text.AsSpan(line, next - line).IndexOfAnyExcept(' ');
            if (blanks >= 0)
            {
                indent = indent == 0 ? blanks : indent;
                if (blanks < indent || indent == 0)
                {
                    break;
                }

                end = next;
            }

            line = next + 1;
        }

        return end;
    }
}
