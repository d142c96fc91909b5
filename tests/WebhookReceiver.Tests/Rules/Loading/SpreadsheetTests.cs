using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>Tables and answers in files other than YAML are watched like rules.</summary>
public sealed class SpreadsheetTests
{
    private const string Shop = """
        tables: { items: items.csv }
        rules:
          - when: { words: price, mentions: items }
            reply: "{{ items.name }} costs {{ items.price }}."

        """;

    [Fact]
    public async Task A_change_of_a_table_is_live_after_it_settled()
    {
        await using var folder = new WatchedFolder();
        folder.Write("shop.yaml", Shop);
        folder.Write("items.csv", "name,price\nBread,2.50\n");
        await folder.ScanAsync();
        Assert.Equal("Bread costs 2.50.", await folder.AnswerAsync("price of bread"));

        folder.Write("items.csv", "name,price\nBread,2.60\nCake,24\n");
        await folder.ChangeLoadedAsync();

        Assert.Equal("Bread costs 2.60.", await folder.AnswerAsync("price of bread"));
        Assert.Equal("Cake costs 24.", await folder.AnswerAsync("price of cake"));
    }

    [Fact]
    public async Task A_bad_table_leaves_the_last_good_one_in_place()
    {
        await using var folder = new WatchedFolder();
        folder.Write("shop.yaml", Shop);
        folder.Write("items.csv", "name,price\nBread,2.50\n");
        await folder.ScanAsync();

        folder.Write("items.csv", "name,price\nBread,2,60\n");
        var status = await folder.ChangeLoadedAsync();

        Assert.True(status.IsDegraded);
        Assert.Equal(["items.csv"], folder.ProblemPaths);
        Assert.Equal("Bread costs 2.50.", await folder.AnswerAsync("price of bread"));
    }

    [Fact]
    public async Task At_the_first_start_a_rule_whose_table_is_bad_does_not_answer_without_it()
    {
        await using var folder = new WatchedFolder();
        folder.Write("shop.yaml", Shop + "  - { id: good, stage: fallback, reply: Hm? }\n");
        folder.Write("items.csv", "name,price\nBread,2,60\n");
        await folder.ScanAsync();

        Assert.Equal("Hm?", await folder.AnswerAsync("price of bread"));
    }

    [Fact]
    public async Task Questions_and_answers_of_a_spreadsheet_and_a_page_are_rules()
    {
        await using var folder = new WatchedFolder();
        folder.Write("faq.csv", "when,reply\nparking;where * park,Behind the house.\n");
        folder.Write("answers.md", "## hello\n\nHi there!\n\n> Hello\n");
        folder.Write("README.md", "# For us\n\nNobody gets this.\n");
        var status = await LoadedAsync(folder);

        Assert.Equal((2, 1, false), (status.RuleCount, status.TestCount, status.IsDegraded));
        Assert.Equal("Behind the house.", await folder.AnswerAsync("Where can I park"));
        Assert.Equal("Hi there!", await folder.AnswerAsync("hello"));
        Assert.Null(await folder.AnswerAsync("for us"));
    }

    private static async Task<WebhookReceiver.Rules.Loading.ReloadStatus> LoadedAsync(WatchedFolder folder)
    {
        await folder.ScanAsync();
        return folder.Status;
    }
}
