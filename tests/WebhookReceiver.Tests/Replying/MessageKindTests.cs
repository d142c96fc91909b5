using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Replying;

public sealed class MessageKindTests
{
    [Theory]
    [InlineData(MessageKind.Text, "text")]
    [InlineData(MessageKind.Image, "image")]
    [InlineData(MessageKind.Video, "video")]
    [InlineData(MessageKind.Audio, "audio")]
    [InlineData(MessageKind.Location, "location")]
    [InlineData(MessageKind.Document, "document")]
    [InlineData(MessageKind.Contact, "contact")]
    [InlineData(MessageKind.Button, "button")]
    [InlineData(MessageKind.List, "list")]
    [InlineData(MessageKind.Other, "other")]
    public async Task A_reply_names_the_kind_of_a_message_as_rule_files_do(MessageKind kind, string written)
    {
        var talk = new Talk("rules:\n  - { id: kind, reply: \"{{ message.kind }}\" }\n");

        Assert.Equal(written, await talk.SendAsync(Talk.Message("a") with { Kind = kind }));
    }
}
