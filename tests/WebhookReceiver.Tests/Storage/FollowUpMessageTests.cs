using System.Text;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Storage;

public sealed class FollowUpMessageTests
{
    [Fact]
    public void A_body_is_read_as_it_was_written()
    {
        var message = new FollowUpMessage
        {
            Project = "31",
            Channel = "8",
            Recipient = "35315550001",
            Kind = FollowUpKind.Tell,
            Text = "Zoë \U0001F600 asks: \"where?\"",
            Media = "https://www.example.com/a.jpg",
            MediaKind = MessageKind.Image,
            Template = "77",
            TemplateValues = ["one", "two"],
            Rule = "urgent",
            Cause = FollowUpMessage.CauseOf(new MessageKey(1, 2, 3, HasId: true)),
        };

        var read = FollowUpMessage.Read(message.ToJson());

        Assert.Equal(message.TemplateValues, read.TemplateValues);
        Assert.Equal(message, read with { TemplateValues = message.TemplateValues });
        Assert.Equal("000000000000000100000000000000020000000000000003", read.Cause);
    }

    [Fact]
    public void What_is_missing_is_left_out() =>
        Assert.Equal(
            """{"project":"31","channel":"8","recipient":"1","kind":0,"text":"a"}""",
            Encoding.UTF8.GetString(
                new FollowUpMessage
                {
                    Project = "31",
                    Channel = "8",
                    Recipient = "1",
                    Text = "a",
                }.ToJson()
            )
        );
}
