using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

public sealed class MessageKeyTests
{
    private static readonly IncomingMessage Message = new()
    {
        Id = "1",
        Sender = "447700900123",
        Text = "hello",
        Channel = "8",
        Project = "31",
        MediaUrl = "https://a.example.net/x.jpg?signature=1",
    };

    public static TheoryData<string> Differences() => [.. Changed().Select(pair => pair.Name)];

    [Fact]
    public void The_key_never_changes_between_versions() =>
        Assert.Equal("3932e78533cdbd9822f31b573d2a88ba2db44bccc51ad92d", MessageKey.Of(Message).ToString());

    [Theory]
    [MemberData(nameof(Differences))]
    public void Another_message_has_another_key(string name)
    {
        var changed = Changed().Single(pair => string.Equals(pair.Name, name, StringComparison.Ordinal)).Message;

        Assert.NotEqual(MessageKey.Of(Message), MessageKey.Of(changed));
    }

    [Fact]
    public void What_may_change_between_deliveries_is_no_part_of_the_key()
    {
        var again = Message with
        {
            Name = "Ann",
            Raw = "x"u8.ToArray(),
            ReceivedAt = Decode.Arrival,
            Seed = 5,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" },
            Contact = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" },
            MediaUrl = "https://a.example.net/x.jpg?signature=2",
        };

        Assert.Equal(MessageKey.Of(Message), MessageKey.Of(again));
    }

    [Fact]
    public void Without_an_id_the_whole_media_address_counts()
    {
        var first = Message with { Id = null };

        Assert.NotEqual(MessageKey.Of(first), MessageKey.Of(first with { MediaUrl = "https://a.example.net/x.jpg" }));
    }

    [Fact]
    public void Parts_do_not_run_into_one_another()
    {
        var left = Message with { Project = "31", Channel = "8" };
        var right = Message with { Project = "3", Channel = "18" };

        Assert.NotEqual(MessageKey.Of(left), MessageKey.Of(right));
        Assert.NotEqual(MessageKey.Of(Message with { Id = null }), MessageKey.Of(Message with { Id = "" }));
    }

    [Fact]
    public void A_key_survives_being_written_down()
    {
        foreach (var message in (IncomingMessage[])[Message, Message with { Id = null }])
        {
            var key = MessageKey.Of(message).ArrivedAt(Decode.Arrival);
            var bytes = new byte[MessageKey.Length];
            key.WriteTo(bytes);

            Assert.Equal(key, MessageKey.Read(bytes, key.HasId));
            Assert.Equal(Convert.ToHexStringLower(bytes), key.ToString());
        }
    }

    [Fact]
    public void A_long_text_has_a_key_too() =>
        Assert.NotEqual(
            MessageKey.Of(Message with { Text = new('a', 200_000) }),
            MessageKey.Of(Message with { Text = new string('a', 199_999) + "b" })
        );

    [Fact]
    public void Every_delivery_has_the_same_key_and_seed()
    {
        const string Body = """{"number":"1","unique-id":"7","message-in":"a+b","type":"1"}""";
        const string Retry = """{"type":1,"message_in_raw":"a b","unique-id":7,"number":"1","new":"x"}""";

        var first = Decode.Message(Body, "?key=0123456789abcdef");
        var second = Decode.Message(Retry);

        Assert.Equal(first.Key, second.Key);
        Assert.Equal(first.Value.Seed, second.Value.Seed);
        Assert.Equal(first.Key.Seed, first.Value.Seed);
        Assert.Equal(first.Key, MessageKey.Of(first.Value));
    }

    private static IEnumerable<(string Name, IncomingMessage Message)> Changed() =>
        [
            ("id", Message with { Id = "2" }),
            ("no id", Message with { Id = null }),
            ("sender", Message with { Sender = "447700900124" }),
            ("text", Message with { Text = "hello " }),
            ("kind", Message with { Kind = MessageKind.Image }),
            ("channel", Message with { Channel = "9" }),
            ("project", Message with { Project = "32" }),
            ("echo", Message with { IsEcho = true }),
            ("group", Message with { Group = new("1", null, null, []) }),
            ("button", Message with { ButtonPayload = "x" }),
            ("list", Message with { ListChoice = new("x", null) }),
            ("media", Message with { MediaUrl = "https://a.example.net/y.jpg" }),
            ("quoted", Message with { QuotedMessageId = "1" }),
            ("location", Message with { Location = new(1, 2) }),
            ("contacts", Message with { Contacts = [new() { FirstName = "Ann" }] }),
        ];
}
