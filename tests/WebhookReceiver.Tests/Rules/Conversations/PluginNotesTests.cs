using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Values that plug-ins remember with their replies.</summary>
public sealed class PluginNotesTests
{
    [Fact]
    public async Task The_notes_of_the_winner_are_what_is_remembered()
    {
        var decision = await DecideAsync(
            new Noting("a-silent", null),
            new Noting("b-winner", Reply.Say("Hi").Remember("city", "Cork", TimeSpan.FromHours(1)).Forget("street")),
            new Noting("c-late", Reply.Say("Ho").Remember("never", "x"))
        );

        Assert.Equal("b-winner", decision.RuleName);
        Assert.Equal(
            [new ContactChange("city", "Cork", Talk.Start.AddHours(1)), new ContactChange("street", null)],
            decision.Changes
        );
    }

    [Fact]
    public async Task Silence_can_remember_too()
    {
        var decision = await DecideAsync(new Noting("quiet", Reply.Silence.Remember("seen", "yes")));

        Assert.True(decision.Reply!.IsSilent);
        Assert.Equal([new ContactChange("seen", "yes")], decision.Changes);
        Assert.Empty(Reply.Silence.Notes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("~form")]
    [InlineData("2nd")]
    [InlineData("my city")]
    public void A_name_that_rules_could_not_write_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => Reply.Silence.Remember(name, "x"));

    [Fact]
    public void A_time_that_is_over_at_once_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Reply.Silence.Remember("a", "x", TimeSpan.Zero));

    private static async Task<Decision> DecideAsync(params IReplyRule[] plugins)
    {
        var ruleSet = RuleSet.Create("v", new Vocabulary(), [], plugins, DecisionLimits.Default, TimeProvider.System);
        var message = Talk.Message("hello") with { ReceivedAt = Talk.Start };
        return await ruleSet.DecideAsync(message, TestContext.Current.CancellationToken);
    }

    private sealed class Noting(string name, Reply? reply) : IReplyRule
    {
        public string Name => name;

        public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken) =>
            ValueTask.FromResult(reply);
    }
}
