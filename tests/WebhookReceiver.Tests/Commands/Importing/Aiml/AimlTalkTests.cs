namespace WebhookReceiver.Tests.Commands.Importing.Aiml;

/// <summary>A bot with every construct of AIML that is taken, and the answers that AIML 2.1 prescribes.</summary>
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
}
