using WebhookReceiver.Replying;

namespace WebhookReceiver.Tests.Replying;

public sealed class ReplyPlanTests
{
    private static readonly IncomingMessage Message = new()
    {
        Sender = "447700900123",
        Name = "Ann",
        Seed = 7,
    };

    [Fact]
    public void The_same_message_gets_the_same_of_several_texts()
    {
        var plan = new ReplyPlan { Texts = [Text("a"), Text("b"), Text("c")] };

        Assert.Equal(["b", "b", "b"], Enumerable.Repeat(Message, 3).Select(message => plan.Make(message, []).Text));
    }

    [Theory]
    [InlineData(0, "a")]
    [InlineData(1, "b")]
    [InlineData(2, "c")]
    [InlineData(3, "a")]
    [InlineData(-1, "a")]
    [InlineData(long.MinValue, "c")]
    [InlineData(long.MaxValue, "b")]
    public void The_seed_chooses_the_text(long seed, string expected)
    {
        var plan = new ReplyPlan { Texts = [Text("a"), Text("b"), Text("c")] };

        Assert.Equal(expected, plan.Make(Message with { Seed = seed }, []).Text);
    }

    [Fact]
    public void A_plan_fills_in_everything()
    {
        var plan = new ReplyPlan
        {
            Texts = [Text("For {{ name }}: {{ id }}")],
            Media = Text("https://files.example.net/{{ id | url_encode }}.png"),
            Delay = TimeSpan.FromSeconds(5),
            Location = new(51.9, -8.47),
        };

        var reply = plan.Make(Message, [new("id", "a b")]);

        Assert.Equal("For Ann: a b", reply.Text);
        Assert.Equal("https://files.example.net/a+b.png", reply.MediaUrl!.AbsoluteUri);
        Assert.Equal(MessageKind.Image, reply.MediaKind);
        Assert.Equal(TimeSpan.FromSeconds(5), reply.Delay);
        Assert.Equal(new Location(51.9, -8.47), reply.Location);
    }

    [Fact]
    public void A_stated_kind_wins_over_the_extension()
    {
        var plan = new ReplyPlan { Media = Text("https://a.example.net/x.png"), MediaKind = MessageKind.Document };

        Assert.Equal(MessageKind.Document, plan.Make(Message, []).MediaKind);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://a.example.net/x.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("x.png")]
    public void An_address_that_a_customer_filled_in_wrongly_passes_the_rule_over(string address)
    {
        var plan = new ReplyPlan { Media = Text("{{ id }}") };

        Assert.Throws<TemplateException>(() => plan.Make(Message, [new("id", address)]));
    }

    [Fact]
    public void Silence_is_silence_whatever_else_stands_there()
    {
        var plan = new ReplyPlan { IsSilence = true, Texts = [Text("x")] };

        Assert.Same(Reply.Silence, plan.Make(Message, []));
        Assert.True(plan.IsConstant);
    }

    [Fact]
    public void A_constant_plan_gives_every_message_the_same_bytes()
    {
        var plan = new ReplyPlan
        {
            Texts = [Text("We open at nine. €")],
            Media = Text("https://a.example.net/x.pdf"),
            Delay = TimeSpan.FromSeconds(3),
        };
        var other = new IncomingMessage { Sender = "other", Seed = 99 };

        Assert.True(plan.IsConstant);
        Assert.Equal(
            InstantReply.ToJson(plan.Make(Message, [])),
            InstantReply.ToJson(plan.Make(other, [new("id", "1")]))
        );
    }

    [Fact]
    public void A_plan_with_a_choice_or_a_variable_is_not_constant()
    {
        Assert.False(new ReplyPlan { Texts = [Text("a"), Text("b")] }.IsConstant);
        Assert.False(new ReplyPlan { Texts = [Text("{{ id }}")] }.IsConstant);
        Assert.False(new ReplyPlan { Texts = [Text("a")], Media = Text("https://a/{{ id }}") }.IsConstant);
        Assert.True(new ReplyPlan { Location = new(1, 2) }.IsConstant);
    }

    private static ReplyTemplate Text(string source) =>
        ReplyTemplate.Parse(
            source,
            new(
                new HashSet<string>(["id"], StringComparer.Ordinal),
                new Dictionary<string, string>(StringComparer.Ordinal)
            ),
            []
        )!;
}
