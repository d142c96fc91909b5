using System.Buffers;

namespace WebhookReceiver.Rules.Files.Source;

/// <summary>
/// Characters nobody sees that would change the text in silence: control characters, and the line separators that YAML
/// takes for line breaks.
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
