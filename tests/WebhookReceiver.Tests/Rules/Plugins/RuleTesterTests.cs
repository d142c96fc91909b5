using Microsoft.Extensions.Time.Testing;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed class RuleTesterTests
{
    [Fact]
    public async Task The_first_reply_by_stage_priority_and_name_counts()
    {
        var tester = new RuleTester(
            new TestRule("z", _ => Reply.Say("fallback")) { Stage = ReplyStage.Fallback },
            new TestRule("b", _ => Reply.Say("b")),
            new TestRule("a", message => message.Text == "hi" ? Reply.Say("a") : null),
            new TestRule("c", message => message.Text == "now" ? Reply.Say("c") : null) { Priority = 1 }
        );

        Assert.Equal(
            ["a", "b", "c"],
            [await tester.SayAsync("hi"), await tester.SayAsync("ho"), await tester.SayAsync("now")]
        );
        Assert.Null(await new RuleTester().SayAsync("hi"));
    }

    [Fact]
    public async Task A_fact_is_remembered_for_its_time_and_until_it_is_forgotten()
    {
        var time = new FakeTimeProvider();
        var tester = new RuleTester(
            new TestRule(
                "city",
                message =>
                    message.Text switch
                    {
                        "cork" => Reply.Say("Noted.").Remember("city", "Cork", TimeSpan.FromDays(1)),
                        "forget" => Reply.Silence.Forget("city"),
                        _ => Reply.Say(message.Contact.GetValueOrDefault("city", "nowhere")),
                    }
            )
        )
        {
            Time = time,
        };

        Assert.Equal("nowhere", await tester.SayAsync("where?"));
        Assert.Equal("Noted.", await tester.SayAsync("cork"));
        Assert.Equal("Cork", await tester.SayAsync("where?"));
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("nowhere", await tester.SayAsync("where?"));
        Assert.Equal("Noted.", await tester.SayAsync("cork"));
        Assert.Null(await tester.SayAsync("forget"));
        Assert.Equal("nowhere", await tester.SayAsync("where?"));
    }

    [Fact]
    public async Task A_rule_that_does_not_end_is_a_timeout_and_one_that_throws_is_heard()
    {
        var time = new FakeTimeProvider();
        var never = new TaskCompletionSource<Reply?>();
        var slow = new RuleTester(new TestRule("slow", _ => null) { Later = never.Task }) { Time = time };
        var asked = slow.SayAsync("hi");
        time.Advance(slow.Limit);

        await Assert.ThrowsAsync<TimeoutException>(() => asked);
        var broken = new RuleTester(new TestRule("broken", _ => throw new InvalidOperationException("no shop")));
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => broken.SayAsync("hi"));
        Assert.Equal("no shop", thrown.Message);
    }

    [Fact]
    public async Task A_whole_message_keeps_what_it_says()
    {
        IncomingMessage? seen = null;
        var tester = new RuleTester(
            new TestRule(
                "all",
                message =>
                {
                    seen = message;
                    return Reply.Say("ok");
                }
            )
        )
        {
            Time = new FakeTimeProvider(),
        };
        var sent = new IncomingMessage
        {
            Id = "7",
            Sender = "1",
            Kind = MessageKind.Image,
            Seed = 5,
        };

        Assert.Equal(Reply.Say("ok"), await tester.AskAsync(sent));

        Assert.Equal(("7", "1", MessageKind.Image, 5L), (seen!.Id, seen.Sender, seen.Kind, seen.Seed));
        Assert.Equal(tester.Time.GetUtcNow(), seen.ReceivedAt);
    }

    private sealed class TestRule(string name, Func<IncomingMessage, Reply?> reply) : IReplyRule
    {
        public string Name => name;

        public ReplyStage Stage { get; init; } = ReplyStage.Main;

        public int Priority { get; init; }

        public Task<Reply?>? Later { get; init; }

        public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken) =>
            Later is null ? new(reply(message)) : new(Later);
    }
}
