using System.Text;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>Messages of customers as tests: without their numbers, names and addresses.</summary>
internal static class TestTexts
{
    private const int FewestLettersOfName = 3;
    private const int LongestText = 500;
    private const string Somebody = "Alex";

    /// <summary>The shortest different ones first.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<HeardMessage> messages, int most) =>
        [
            .. messages
                .Select(Blank)
                .Where(text => text.Length is > 0 and <= LongestText)
                .DistinctBy(text => string.Join(' ', HeardWords.Of(text).All), StringComparer.Ordinal)
                .OrderBy(text => text.Length)
                .ThenBy(text => text, StringComparer.Ordinal)
                .Take(most),
        ];

    private static string Blank(HeardMessage message)
    {
        var names = (message.Name ?? "")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name.Length >= FewestLettersOfName)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return string.Join(
            ' ',
            message
                .Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => HeardWords.IsAddress(word) ? "example.com" : WithoutName(Zeros(word), names))
        );
    }

    private static string WithoutName(string word, HashSet<string> names)
    {
        var (begin, end) = (0, word.Length);
        while (begin < end && !char.IsLetter(word[begin]))
        {
            begin++;
        }

        while (end > begin && !char.IsLetter(word[end - 1]))
        {
            end--;
        }

        return names.Contains(word[begin..end]) ? word[..begin] + Somebody + word[end..] : word;
    }

    private static string Zeros(string word)
    {
        if (word.Count(char.IsDigit) < FewestLettersOfName)
        {
            return word;
        }

        var zeros = new StringBuilder(word.Length);
        foreach (var letter in word)
        {
            zeros.Append(char.IsDigit(letter) ? '0' : letter);
        }

        return zeros.ToString();
    }
}
