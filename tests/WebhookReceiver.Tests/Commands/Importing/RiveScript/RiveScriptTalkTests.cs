namespace WebhookReceiver.Tests.Commands.Importing.RiveScript;

/// <summary>A bot with every construct of RiveScript, and what the original interpreter answered.</summary>
public sealed class RiveScriptTalkTests
{
    [Fact]
    public async Task The_imported_bot_answers_like_the_original()
    {
        using var bot = await ImportedBot.SampleAsync("rivescript", "RiveScript", "shop.rive");
        Assert.Equal((0, ""), (bot.Code, bot.Errors));
        var different = await TalkComparison.DifferencesAsync(bot, "RiveScript");

        // 63 of 66 lines are the same: capitals of the first word alone.
        Assert.Equal(
            """
            i want a dark blue bike | One Dark Blue bike, DARK BLUE. | One Dark blue bike, DARK BLUE.
            my name is bob miller | Nice to meet you, Bob Miller. | Nice to meet you, Bob miller.
            what is my name | You are Bob Miller. | You are Bob miller.
            """,
            different
        );
    }
}
