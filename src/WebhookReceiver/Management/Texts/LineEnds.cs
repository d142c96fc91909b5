using System.Text;

namespace WebhookReceiver.Management.Texts;

/// <summary>A file as it stands, and as the parser sees it: without byte order mark, each line break a single one.</summary>
internal sealed class LineEnds
{
    private const char Mark = '\uFEFF';

    private readonly string _original;
    private readonly int[] _places;
    private readonly string _break;

    public LineEnds(string original)
    {
        _original = original;
        var text = new StringBuilder(original.Length);
        var places = new List<int>(original.Length + 1);
        var first = original.StartsWith(Mark) ? 1 : 0;
        for (var i = first; i < original.Length; i++)
        {
            places.Add(i);
            var isPair = original[i] == '\r' && i + 1 < original.Length && original[i + 1] == '\n';
            text.Append(original[i] == '\r' ? '\n' : original[i]);
            i += isPair ? 1 : 0;
        }

        places.Add(original.Length);
        _places = [.. places];
        Text = text.ToString();
        _break =
            original.Contains("\r\n", StringComparison.Ordinal) ? "\r\n"
            : original.Contains('\r', StringComparison.Ordinal) ? "\r"
            : "\n";
    }

    /// <summary>The text for the parser.</summary>
    public string Text { get; }

    /// <summary>The file with some parts replaced, all else byte for byte.</summary>
    /// <param name="edits">Begin and end in <see cref="Text"/>, and what stands there instead; they do not overlap.</param>
    public string With(IEnumerable<(int Start, int End, string Text)> edits)
    {
        var changed = new StringBuilder(_original);
        foreach (
            var (start, end, text) in edits.OrderByDescending(edit => edit.Start).ThenByDescending(edit => edit.End)
        )
        {
            changed.Remove(_places[start], _places[end] - _places[start]);
            changed.Insert(_places[start], text.Replace("\n", _break, StringComparison.Ordinal));
        }

        return changed.ToString();
    }

    /// <summary>Line and column, from 1.</summary>
    public (int Line, int Column) PlaceOf(int index)
    {
        var before = Text.AsSpan(0, index);
        return (before.Count('\n') + 1, index - (before.LastIndexOf('\n') + 1) + 1);
    }

    /// <summary>The last character of a line; the file's last beyond its end.</summary>
    public int EndOfLine(int line)
    {
        var at = 0;
        for (var i = 1; i <= line; i++)
        {
            var end = Text.IndexOf('\n', at);
            if (end < 0)
            {
                return Text.Length;
            }

            at = end + 1;
        }

        return at - 1;
    }
}
