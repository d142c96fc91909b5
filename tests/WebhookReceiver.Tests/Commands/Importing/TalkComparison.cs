namespace WebhookReceiver.Tests.Commands.Importing;

/// <summary>What an imported bot answers, held against the recorded answers of the original interpreter.</summary>
internal static class TalkComparison
{
    /// <summary>A line for each answer that differs: message, answer of the original, answer of the rules.</summary>
    public static async Task<string> DifferencesAsync(ImportedBot bot, string folder)
    {
        var messages = await LinesAsync(folder, "talk.txt");
        var expected = await LinesAsync(folder, "answers.txt");
        var actual = await bot.TalkAsync(messages);
        Assert.Equal(messages.Length, expected.Length);
        return string.Join(
            '\n',
            messages
                .Select(
                    (message, i) =>
                        (
                            message,
                            Expected: expected[i],
                            Actual: actual[i].Replace("\n", "\\n", StringComparison.Ordinal)
                        )
                )
                .Where(one => one.Expected != one.Actual)
                .Select(one => $"{one.message} | {one.Expected} | {one.Actual}")
        );
    }

    private static async Task<string[]> LinesAsync(string folder, string name)
    {
        var text = await File.ReadAllTextAsync(ImportedBot.PathOf(folder, name), TestContext.Current.CancellationToken);
        return text.TrimEnd('\n').Split('\n');
    }
}
