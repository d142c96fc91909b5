using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Replying;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Tests.Rules.Conversations;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>Messages that rules send besides their answers.</summary>
public sealed class FollowUpTests
{
    [Fact]
    public async Task A_follow_up_may_have_a_template_for_later_and_another_channel_for_failure()
    {
        var talk = new Talk(
            """
            rules:
              - id: order
                when: order <number>
                reply:
                  text: Noted.
                  then:
                    after: 2d
                    text: Order {{ number }} is ready.
                    template: XY1234
                    values: ["{{ name | default: 'there' }}", "{{ number }}"]
                    if-failed: { channel: sms, text: "Order {{ number }}: ready" }
                    at-least-once: true
                    channel: messenger
            """
        );

        await talk.SayAsync("order 42");

        var later = Assert.Single(talk.Last.Later);
        Assert.Equal(["there", "42"], later.TemplateValues);
        Assert.Equal(
            new LaterMessage(TimeSpan.FromDays(2), null, "Order 42 is ready.")
            {
                Template = "XY1234",
                TemplateValues = later.TemplateValues,
                IfFailedChannel = "3",
                IfFailedText = "Order 42: ready",
                AtLeastOnce = true,
                Channel = "5",
            },
            later
        );
    }

    [Fact]
    public async Task A_reply_that_comes_too_late_for_the_response_is_pushed_once()
    {
        using var rig = new SendingRig();
        var late = new LateReplies(
            rig.Journal.Journal,
            Options.Create(rig.Options),
            rig.Journal.Time,
            NullLogger<LateReplies>.Instance
        );
        rig.Journal.HandleLateResult = late.Handle;
        var slow = new TaskCompletionSource<MessageResult>();
        var asked = new TaskCompletionSource();
        var answering = rig.Journal.DeliverAsync(
            rig.Journal.Message("id-1", sender: "447700900001"),
            (_, _) =>
            {
                asked.SetResult();
                return new ValueTask<MessageResult>(slow.Task);
            }
        );
        await asked.Task;
        while (!answering.IsCompleted)
        {
            rig.Journal.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("busy", await answering);
        slow.SetResult(
            new MessageResult
            {
                Reply = Encoding.UTF8.GetBytes("""{"message-out":"Found it.","delay":"0","type":"1"}"""),
                Rule = "search",
            }
        );

        // A late reply is not awaited; its order comes later.
        var ordered = await rig.Journal.Journal.ListAsync(new OutboxQuery());
        while (ordered.Count == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            ordered = await rig.Journal.Journal.ListAsync(new OutboxQuery());
        }

        var entry = Assert.Single(ordered);
        Assert.Matches("^wl[0-9a-f]{20}$", entry.Reference);
        var message = FollowUpMessage.Read(entry.Body);
        Assert.Equal(
            (FollowUpKind.Late, "447700900001", "Found it.", "search"),
            (message.Kind, message.Recipient, message.Text, message.Rule)
        );
    }
}
