namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>The tables of days, times and numbers in docs/rules.md agree with the program.</summary>
public sealed class AnswerTableTests
{
    private const string Head = "| expect | languages | an answer | is taken as |";

    public static TheoryData<string, string, string, string> Answers
    {
        get
        {
            var answers = new TheoryData<string, string, string, string>();
            var lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "rules.md"));
            var rows = lines.SkipWhile(line => line != Head).Skip(2).TakeWhile(line => line.StartsWith('|'));
            foreach (var row in rows)
            {
                var cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
                foreach (var answer in cells[2].Split("; "))
                {
                    answers.Add(cells[0].Trim('`'), cells[1], answer, cells[3]);
                }
            }

            return answers;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_is_taken_as_the_table_says(
        string expect,
        string languages,
        string answer,
        string expected
    ) => Assert.Equal(expected, await Asked.AnswerAsync(languages, expect, answer));
}
