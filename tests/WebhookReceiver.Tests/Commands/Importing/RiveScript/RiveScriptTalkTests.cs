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

        Assert.Equal(
            "",
            different
        );
    }
}
