using System.Collections.Frozen;
using System.Globalization;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Words for days, times and numbers that the framework's cultures lack: the file spoken-words.txt.</summary>
internal static class SpokenTable
{
    private const string File = "spoken-words.txt";

    private static readonly FrozenDictionary<string, string[]> Sections = WordFile.Read(File);
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Units = Words("units");
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Counted = Words("counted");

    /// <summary>Whether a word is a unit of measure.</summary>
    public static bool IsUnit(ReadOnlySpan<char> word) => Units.Contains(word);

    /// <summary>Whether a word shows that the number before it counts or measures something.</summary>
    public static bool IsCounted(ReadOnlySpan<char> word) => IsUnit(word) || Counted.Contains(word);

    /// <summary>All words of a language, and those common to all languages.</summary>
    public static IEnumerable<(SpokenPart Part, string Words, int Value)> Of(string code)
    {
        foreach (var line in Lines(code.Split('-')[0]).Concat(Lines("*")))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var part = Enum.Parse<SpokenPart>(line.AsSpan(0, blank));
            var value = int.Parse(line.AsSpan(blank, colon - blank), CultureInfo.InvariantCulture);
            foreach (var words in WordsOf(line))
            {
                yield return (part, words, value);
            }
        }
    }

    private static string[] Lines(string section) => Sections.GetValueOrDefault(section, []);

    private static string[] WordsOf(string line) =>
        line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries);

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string section) =>
        Lines(section)
            .SelectMany(WordsOf)
            .Select(FoldedText.Of)
            .ToHashSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}
