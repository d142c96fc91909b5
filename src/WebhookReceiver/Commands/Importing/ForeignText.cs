using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing;

/// <summary>Decodes a file of another program: UTF-8, UTF-16 with or without its mark, or Windows-1252.</summary>
internal static class ForeignText
{
    private const string NoText = "this is no text.";

    /// <summary>The text; null with a problem if it is none.</summary>
    public static SourceText? Decode(string path, byte[] bytes, ImportBook book)
    {
        if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            book.Problems.Error(
                new RulePlace(path, 1, 1),
                "this is a packed file or a workbook such as .xlsx, not a text.",
                "Unpack it, or save the table as 'CSV UTF-8', and import that."
            );
            return null;
        }

        var text = Characters(bytes, out var isGuess)
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n');
        var source = SourceText.Of(path, Visible(text, out var left));
        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var at)
        {
            var line = 1 + text.AsSpan(0, at).Count('\n');
            book.Problems.Error(new RulePlace(path, line, 1), NoText, "Export it as text, and import that.");
            return null;
        }

        if (isGuess)
        {
            book.Differs(
                new RulePlace(path, 1, 1),
                "the file is not UTF-8, so it was read as Windows-1252; look at accents and quotes"
            );
        }

        if (left > 0)
        {
            book.NotTaken(new RulePlace(path, 1, 1), $"{left} invisible characters of the file are left out");
        }

        return source;
    }

    private static string Characters(byte[] bytes, out bool isGuess)
    {
        isGuess = false;
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (bytes is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (Unmarked(bytes) is { } wide)
        {
            return wide.GetString(bytes);
        }

        var body = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3) : bytes;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (DecoderFallbackException)
        {
            isGuess = true;
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    /// <summary>UTF-16 without a mark: every other byte of Latin text is 0.</summary>
    private static Encoding? Unmarked(byte[] bytes)
    {
        var pairs = Math.Min(bytes.Length, 4_000) / 2;
        var (even, odd) = (0, 0);
        for (var i = 0; i < pairs * 2; i += 2)
        {
            even += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i + 1] == 0 ? 1 : 0;
        }

        return pairs > 1 && odd > pairs * 0.7 && even == 0 ? Encoding.Unicode
            : pairs > 1 && even > pairs * 0.7 && odd == 0 ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>Control characters and line separators would be refused in a rule file.</summary>
    private static string Visible(string text, out int left)
    {
        left = text.Count(IsInvisible);
        return left == 0 ? text : string.Concat(text.Where(c => !IsInvisible(c)));
    }

    private static bool IsInvisible(char c) =>
        c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' || (char.IsControl(c) && c is not ('\n' or '\t'));
}
