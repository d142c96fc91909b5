using System.Buffers;
using System.Text;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>A rule file as text: without byte order mark, every line break a single '\n'.</summary>
internal sealed class SourceText
{
    /// <summary>The start of each line: a string per line would double the memory.</summary>
    private readonly int[] _starts;

    private SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        _starts = StartsIn(text);
    }

    /// <summary>A text that is decoded already.</summary>
    public static SourceText Of(string path, string text) => new(path, text);

    public string Path { get; }

    public string Text { get; }

    public int LineCount => _starts.Length;

    /// <summary>Line by number from 1; empty outside the file.</summary>
    public string Line(int number) => Characters(number).ToString();

    /// <summary>Line by number from 1; empty outside the file.</summary>
    public ReadOnlySpan<char> Characters(int number)
    {
        if (number < 1 || number > LineCount)
        {
            return "";
        }

        var end = number < LineCount ? _starts[number] - 1 : Text.Length;
        return Text.AsSpan(_starts[number - 1]..end);
    }

    /// <summary>The line of a character of the text.</summary>
    public int LineOf(int index)
    {
        var at = Array.BinarySearch(_starts, index);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <summary>Decodes UTF-8, or UTF-16 with a byte order mark; invalid bytes are a problem and become '?'.</summary>
    public static SourceText Decode(RuleFile file, ProblemList problems)
    {
        var bytes = file.Content.Span;
        var encoding = EncodingOf(bytes);
        var source = new SourceText(file.Path, Breaks(Characters(file.Path, bytes, encoding, problems)));
        InvisibleCharacters.Check(source, problems);
        return source;
    }

    private static string Characters(string path, ReadOnlySpan<byte> bytes, Encoding encoding, ProblemList problems)
    {
        var body = bytes[PreambleLength(bytes, encoding)..];
        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            problems.Error(
                new RulePlace(path, 1, 1),
                "this is a workbook such as .xlsx with another ending, not a text.",
                "Open it in the spreadsheet, choose 'Save as' and the type 'CSV UTF-8'."
            );
            return "";
        }

        try
        {
            return encoding.GetString(body);
        }
        catch (DecoderFallbackException fault)
        {
            var begin =
                fault.Index <= 0
                    ? 0
                    : body[..Math.Min(fault.Index, body.Length)].LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
            problems.Error(
                new RulePlace(path, LineAt(body, fault.Index), 1),
                $"this line is not {encoding.WebName.ToUpperInvariant()} text.",
                $"Save the file with the encoding UTF-8 (in Excel: 'CSV UTF-8'). The line reads: {AsOnWindows(body[begin..])}"
            );
            return Encoding.ASCII.GetString(body);
        }
    }

    /// <summary>The first line in the encoding that Windows most likely wrote it with.</summary>
    private static string AsOnWindows(ReadOnlySpan<byte> bytes)
    {
        const int Longest = 80;
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? bytes : bytes[..end];
        var text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(line).Trim();
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    private static int[] StartsIn(string text)
    {
        var starts = new int[text.AsSpan().Count('\n') + 1];
        var line = 0;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts[++line] = at + 1;
        }

        return starts;
    }

    private static string Breaks(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        };

    private static int PreambleLength(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        bytes.StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;

    private static int LineAt(ReadOnlySpan<byte> bytes, int index)
    {
        var before = bytes[..Math.Clamp(index, 0, bytes.Length)];
        var breaks = before.Count((byte)'\n');
        return 1 + (breaks > 0 ? breaks : before.Count((byte)'\r'));
    }
}

/// <summary>
/// Invisible characters that would silently change a text: control characters, and the line separators that YAML takes
/// for line breaks.
/// </summary>
internal static class InvisibleCharacters
{
    private static readonly SearchValues<char> Refused = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(c => c is not ('\t' or '\n')),
        '\u007F',
        .. Enumerable.Range(0x80, 0x20).Select(code => (char)code),
        '\u2028',
        '\u2029',
        '\uFFFE',
        '\uFFFF',
    ]);

    public static void Check(SourceText source, ProblemList problems)
    {
        if (!source.Text.AsSpan().ContainsAny(Refused))
        {
            return;
        }

        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Characters(number);
            var at = line.IndexOfAny(Refused);
            if (at >= 0)
            {
                problems.Error(
                    new RulePlace(source.Path, number, at + 1),
                    $"an invisible character (U+{(int)line[at]:X4}) stands here.",
                    "Delete it; text that was copied from elsewhere often brings such characters along."
                );
            }
        }
    }
}
