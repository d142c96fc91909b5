namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>
/// What people write to a business in ten languages, one line each in <c>WhatPeopleSay</c>: languages, what is expected, the
/// answer, and what it is taken as. <c>?</c>: the question comes again.
/// </summary>
public sealed class WhatPeopleSayTests
{
    private static readonly string Folder = Path.Combine(
        RepositoryRoot.Path,
        "tests/WebhookReceiver.Tests/Rules/Conversations/WhatPeopleSay"
    );

    public static TheoryData<string, string> Files
    {
        get
        {
            var files = new TheoryData<string, string>();
            foreach (var path in Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
            {
                foreach (var languages in Lines(path).Select(line => line[0]).Distinct())
                {
                    files.Add(Path.GetFileName(path), languages);
                }
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_answer_is_taken_as_the_list_says(string file, string languages)
    {
        var wrong = new List<string>();
        foreach (var line in Lines(Path.Combine(Folder, file)).Where(line => line[0] == languages))
        {
            var taken = await Asked.AnswerAsync(languages, line[1], line[2]);
            if (taken != line[3])
            {
                wrong.Add($"{string.Join(" | ", line)}: {taken}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string[]> Lines(string path) =>
        File.ReadAllLines(path).Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
