using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Tests.Rules.Testing;

public sealed class ReplayingTests
{
    private const string Rules = """
        rules:
          - { id: hours, when: open, reply: Nine to five. }
          - { id: low, when: order, priority: -1, reply: Which order? }
          - { id: fallback, stage: fallback, reply: Sorry? }
        """;

    [Theory]
    [InlineData("open order", "hours")]
    [InlineData("order", "orders")]
    [InlineData("anything", "orders")]
    public async Task What_a_plug_in_said_then_takes_its_place_in_the_order(string text, string winner)
    {
        var said = new ExternalResult("orders", ReplyStage.Main, 0, "{\"message-out\":\"shipped\"}"u8.ToArray());
        Assert.Equal(winner, (await ReplayAsync(text, said)).RuleName);
    }

    [Fact]
    public async Task A_plug_in_that_passed_the_message_on_answers_nothing()
    {
        var said = new ExternalResult("orders", ReplyStage.Before, 9, Reply: default);
        Assert.Equal("low", (await ReplayAsync("order", said)).RuleName);
    }

    [Fact]
    public void What_plug_ins_said_is_kept_as_it_was()
    {
        ExternalResult[] said =
        [
            new("orders", ReplyStage.SmallTalk, -3, "{\"message-out\":\"a \\\"b\\\" é\"}"u8.ToArray()),
            new("quiet", ReplyStage.Before, 7, Reply: default),
        ];
        var read = ExternalResults.Read(ExternalResults.ToJson([.. said]));
        Assert.Equal(said.Select(Shown), read.Select(Shown));
    }

    private static string Shown(ExternalResult result) =>
        $"{result.RuleName} {result.Stage} {result.Priority} {Encoding.UTF8.GetString(result.Reply.Span)}";

    private static async Task<ReplayedAnswer> ReplayAsync(string text, ExternalResult said)
    {
        RuleFile[] files = [new("a.yaml", Encoding.UTF8.GetBytes(Rules))];
        var build = RuleSetBuilder.Build(files, [], "v", DecisionLimits.Default, TimeProvider.System);
        Assert.Empty(build.Problems);
        var message = new IncomingMessage { Sender = "447700900123", Text = text };
        return await Replaying.ReplayAsync(build.RuleSet, new PastMessage(1, message, null, "{}"u8.ToArray(), [said]));
    }
}
