using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>
/// What people write where a phrase keeps a day or a time, on Wednesday 14 January 2026: the language, the phrase, the
/// message, and what is kept as <c>a</c> and <c>b</c>. <c>-</c>: the phrase does not match.
/// </summary>
public sealed class SpokenPhraseTests
{
    private static readonly string[] AllLines = File.ReadAllLines(
        Path.Combine(RepositoryRoot.Path, "tests/WebhookReceiver.Tests/Rules/Matching/spoken-phrases.txt")
    );

    public static TheoryData<string> Languages => [.. Lines.Select(line => line[0]).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string[]> Lines =>
        AllLines
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries));

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_phrase_keeps_what_people_say(string language)
    {
        var wrong = new List<string>();
        foreach (var phrases in Lines.Where(line => line[0] == language).GroupBy(line => line[1]))
        {
            var reply = phrases.Key.Contains("<b:", StringComparison.Ordinal) ? "{{ a }} {{ b }}" : "{{ a }}";
            var talk = new Talk(
                $"settings: {{ zone: Europe/Dublin, languages: [{language}] }}\n"
                    + $"rules:\n  - {{ id: kept, when: '{phrases.Key}', reply: '{reply}' }}\n"
            );
            foreach (var line in phrases)
            {
                var kept = await talk.SayAsync(line[2]) ?? "-";
                if (kept != line[3])
                {
                    wrong.Add($"{string.Join(" | ", line)}: {kept}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
