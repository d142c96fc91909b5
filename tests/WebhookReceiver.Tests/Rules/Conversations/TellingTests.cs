using WebhookReceiver.Replying;

namespace WebhookReceiver.Tests.Rules.Conversations;

public sealed class TellingTests
{
    [Fact]
    public async Task People_are_told_and_more_follows_later()
    {
        var talk = new Talk(
            """
            settings: { staff: ["+353 1 555 0001", "+353 1 555 0002"] }
            rules:
              - id: help
                when: help with <what>
                reply:
                  text: Somebody comes.
                  then:
                    - { after: 2h, text: "Is the {{ what }} in order again?" }
                    - { media: "https://www.example.com/a.jpg" }
                tell: { to: $staff, text: "{{ number }} needs help with {{ what }}." }
            """
        );

        Assert.Equal("Somebody comes.", await talk.SayAsync("Help with my OVEN"));

        Assert.Equal(
            [
                new LaterMessage(TimeSpan.FromHours(2), null, "Is the my OVEN in order again?"),
                new LaterMessage(TimeSpan.Zero, null, "", new Uri("https://www.example.com/a.jpg"), MessageKind.Image),
                new LaterMessage(TimeSpan.Zero, "35315550001", "447700900123 needs help with my OVEN."),
                new LaterMessage(TimeSpan.Zero, "35315550002", "447700900123 needs help with my OVEN."),
            ],
            talk.Last.Later
        );
    }

    [Fact]
    public async Task A_rule_may_only_hand_over_and_tell()
    {
        var talk = new Talk("rules:\n  - { when: help, handover: 1h, tell: { to: \"+35315550001\", text: Help! } }\n");

        Assert.Null(await talk.SayAsync("help"));

        Assert.Equal("shop-1", talk.Last.RuleName);
        Assert.Equal([new LaterMessage(TimeSpan.Zero, "35315550001", "Help!")], talk.Last.Later);
        Assert.Equal(["handover"], talk.Own.Keys);
    }
}
