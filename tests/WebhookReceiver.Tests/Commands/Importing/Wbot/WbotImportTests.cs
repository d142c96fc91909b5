namespace WebhookReceiver.Tests.Commands.Importing.Wbot;

public sealed class WbotImportTests
{
    private const string Bot = """
        {
          "appconfig": { "headless": true },
          "bot": [
            { "contains": ["hi"], "exact": [], "response": "Hello [#name]!" },
            { "contains": [], "exact": ["shipping", "/menu"], "response": "We ship daily.", "afterSeconds": 3, "file": "menu.jpg" },
            { "contains": ["catalogue"], "response": ["One.", "Two."], "file": ["https://www.example.com/a.pdf"], "webhook": "x" },
            { "exact": ["nothing"] }
          ],
          "blocked": ["353850000000"],
          "noMatch": "Sorry?"
        }
        """;

    [Fact]
    public async Task Exact_messages_come_before_words_inside_and_noMatch_last()
    {
        using var bot = await ImportedBot.ImportAsync("wbot", "bot.json", Bot);
        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        Assert.Equal(
            ["We ship daily.", "We ship daily.", "Hello !", "Hello !", "Sorry?", "Hello !"],
            await bot.TalkAsync("Shipping", "/menu", "hi there", "is shipping free", "bicycle", "nothing")
        );
        Assert.Equal("5 rules, 4 tests: all good", await bot.CheckAsync());
    }

    [Fact]
    public async Task The_report_names_what_has_no_place()
    {
        using var bot = await ImportedBot.ImportAsync("wbot", "bot.json", Bot);
        Assert.Contains(
            """
            ## What was not taken

            - bot.json:2: 'appconfig' has no place in rules
            - bot.json:5: the file 'menu.jpg' lies on your disk; put it on your site and write media: https://…
            - bot.json:6: 'webhook' has no place in a rule
            - bot.json:7: the entry has no response

            """,
            bot.Report,
            StringComparison.Ordinal
        );
    }
}
