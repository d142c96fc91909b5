using WebhookReceiver.Storage;

namespace WebhookReceiver.Tests.Storage;

public sealed class StoredMessageTests
{
    [Fact]
    public void Every_member_survives()
    {
        var message = new IncomingMessage
        {
            Id = "id",
            Sender = "447700900001",
            Name = "Ann",
            Text = "\u0928\u092e\u0938\u094d\u0924\u0947 <b> \"x\" \U0001F600\n",
            Kind = MessageKind.List,
            Channel = "8",
            Project = "10777",
            IsEcho = true,
            Group = new MessageGroup("g", "Friends", "447700900002", ["a", "b"]),
            ButtonPayload = "pay",
            ListChoice = new ListChoice("row", "desc"),
            Location = new Location(1.5, -2.25, "Home", "Street 1", "https://x"),
            Contacts =
            [
                new ContactCard
                {
                    FirstName = "A",
                    LastName = "B",
                    Phone = "1",
                    PhoneType = "Mobile",
                    Email = "e",
                    Street = "s",
                    City = "c",
                    State = "st",
                    Zip = "z",
                    Country = "co",
                    CountryCode = "cc",
                    AddressType = "Home",
                    Image = "i",
                },
            ],
            MediaUrl = "https://m",
            QuotedMessageId = "q",
            Variables = new Dictionary<string, string> { ["a"] = "1", ["b"] = "{}" },
        };
        var read = StoredMessage.Read(StoredMessage.ToJson(message));

        Assert.Equal(StoredMessage.ToJson(message), StoredMessage.ToJson(read));
        Assert.Equal(message.Text, read.Text);
        Assert.Equal(message.Contacts, read.Contacts);
        Assert.Equal(message.Location, read.Location);
        Assert.Equal(message.Group.Mentions, read.Group!.Mentions);
        Assert.Equal(message.Variables, read.Variables);
        Assert.True(read.IsEcho);
        Assert.Equal(MessageKind.List, read.Kind);
    }

    [Fact]
    public void A_plain_text_is_short() =>
        Assert.Equal(
            "{\"id\":\"1\",\"sender\":\"2\",\"text\":\"hi\",\"kind\":0,\"channel\":\"8\"}",
            System.Text.Encoding.UTF8.GetString(
                StoredMessage.ToJson(
                    new IncomingMessage
                    {
                        Id = "1",
                        Sender = "2",
                        Text = "hi",
                        Channel = "8",
                    }
                )
            )
        );
}
