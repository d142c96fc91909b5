using System.Globalization;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>
/// Escapes where nothing resolves them: <c>\n</c>, <c>\r\n</c>, <c>\t</c>, <c>\u00e9</c>. Paths of files have none, and two
/// backslashes are meant.
/// </summary>
internal static class WrittenEscapes
{
    public static List<TextPart> Find(string plain)
    {
        var found = new List<TextPart>();
        for (var at = 0; (at = plain.IndexOf('\\', at)) >= 0; )
        {
            var run = plain.AsSpan(at).IndexOfAnyExcept('\\');
            if (
                run == 1
                && One(plain, at) is { } escape
                && !PlainText.IsInPath(plain, at)
                && !PlainText.IsCode(plain, at)
            )
            {
                found.Add(escape);
                at = escape.End;
                continue;
            }

            at += Math.Max(run, 1);
        }

        return found;
    }

    public static string Meaning(TextPart escape) =>
        escape.Instead switch
        {
            "\n" => "a line break",
            "\t" => "a tab",
            var other => $"'{other}'",
        };

    private static TextPart? One(string plain, int at) =>
        plain.AsSpan(at + 1) switch
        {
            ['r', '\\', 'n', ..] => new(at, 4, "\n"),
            ['n' or 'r', ..] => new(at, 2, "\n"),
            ['t', ..] => new(at, 2, "\t"),
            ['u', ..] => Code(plain, at, digits: 4),
            ['U', ..] => Code(plain, at, digits: 8),
            ['x', ..] => Code(plain, at, digits: 2),
            _ => null,
        };

    /// <summary>A character by its number; two of them make one emoji.</summary>
    private static TextPart? Code(string plain, int at, int digits)
    {
        if (NumberAt(plain, at, digits) is not { } number)
        {
            return null;
        }

        var length = digits + 2;
        if (
            number is >= 0xD800 and <= 0xDBFF
            && NumberAt(plain, at + length, digits) is >= 0xDC00 and <= 0xDFFF and var low
        )
        {
            return new(at, 2 * length, new string([(char)number, (char)low]));
        }

        return number is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) or < 0x20
            ? null
            : new(at, length, char.ConvertFromUtf32(number));
    }

    private static int? NumberAt(string plain, int at, int digits) =>
        at + 2 + digits <= plain.Length
        && plain[at] == '\\'
        && int.TryParse(
            plain.AsSpan(at + 2, digits),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
