namespace WebhookReceiver.Tests.Commands.Importing.Aiml;

/// <summary>A bot of AIML, what an original interpreter answered, and what AIML 2.1 prescribes where that one knows less.</summary>
public sealed class AimlTalkTests
{
    [Fact]
    public async Task The_imported_bot_answers_as_AIML_prescribes()
    {
        using var bot = await ImportedBot.SampleAsync("aiml", "Aiml", "kiosk");
        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        // 58 of 60 lines are the same: capitals of the first word alone.
        Assert.Equal(
            """
            my name is mary jane | Nice to meet you, Mary Jane. | Nice to meet you, Mary jane.
            what is my name | You are Mary Jane. | You are Mary jane.
            """,
            await TalkComparison.DifferencesAsync(bot, "Aiml")
        );
    }

    [Fact]
    public async Task The_imported_bot_answers_like_an_original()
    {
        using var bot = await ImportedBot.SampleAsync("aiml", "Aiml", "Original", "market");
        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        Assert.Contains("## What was not taken\n\nEverything was taken.", bot.Report, StringComparison.Ordinal);
        // 64 of 65 lines are the same: the original finds GOOD in "goodbye".
        Assert.Equal(
            "goodbye | A good  goodbye  to you. | See you on Saturday.",
            await TalkComparison.DifferencesAsync(bot, Path.Combine("Aiml", "Original"))
        );
    }
}
