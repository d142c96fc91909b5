using System.Text;
using System.Text.Json;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Tests.Replying;

public sealed class InstantReplyTests
{
    [Theory]
    [InlineData("Hello", """{"message-out":"Hello","delay":"0","type":"1"}""")]
    [InlineData("€ 4.50 & <b>", """{"message-out":"€ 4.50 & <b>","delay":"0","type":"1"}""")]
    [InlineData("say \"hi\" \\ /", """{"message-out":"say \"hi\" \\ /","delay":"0","type":"1"}""")]
    [InlineData("a\r\nb\t\u0001", """{"message-out":"a\r\nb\t\u0001","delay":"0","type":"1"}""")]
    [InlineData("مرحبا 日本", """{"message-out":"مرحبا 日本","delay":"0","type":"1"}""")]
    public void A_text_is_written_in_the_order_of_the_protocol_sheet(string text, string expected) =>
        Assert.Equal(expected, Json(Reply.Say(text)));

    [Theory]
    [InlineData("👩‍👩‍👧 🇮🇪 👍🏽")]
    [InlineData("\u202Eevil\u200B\uFEFF\u2028")]
    public void Emoji_and_invisible_characters_reach_the_customer_unchanged(string text)
    {
        using var json = JsonDocument.Parse(InstantReply.ToJson(Reply.Say(text)));

        Assert.Equal(text, json.RootElement.GetProperty("message-out").GetString());
    }

    [Fact]
    public void Half_a_character_becomes_the_replacement_character()
    {
        Assert.Equal("""{"message-out":"a\uFFFD","delay":"0","type":"1"}""", Json(Reply.Say("a\uD83D")));
        Assert.Equal("""{"message-out":"\uFFFDb","delay":"0","type":"1"}""", Json(Reply.Say("\uDE00b")));
    }

    [Fact]
    public void Silence_is_an_empty_object()
    {
        Assert.Equal("{}", Json(Reply.Silence));
        Assert.Equal("{}", Json(Reply.Say("")));
        Assert.Equal("{}", Json(new() { Delay = TimeSpan.FromSeconds(5) }));
        Assert.Equal("{}", Encoding.UTF8.GetString(InstantReply.Silence.Span));
    }

    [Theory]
    [InlineData("https://files.example.net/i/77.jpg", null, "2")]
    [InlineData("https://files.example.net/i/77.JPEG?x=1", null, "2")]
    [InlineData("https://files.example.net/i/77.mp4", null, "3")]
    [InlineData("https://files.example.net/i/77.opus", null, "4")]
    [InlineData("https://files.example.net/i/77.pdf", null, "6")]
    [InlineData("https://files.example.net/i/77", null, "6")]
    [InlineData("https://files.example.net/i/77", MessageKind.Video, "3")]
    public void Media_carries_the_text_as_caption_and_its_own_code(string url, MessageKind? kind, string code)
    {
        var reply = new Reply
        {
            Text = "Your invoice",
            MediaUrl = new(url),
            MediaKind = kind,
        };

        Assert.Equal(
            $$"""{"message-out":"Your invoice","media-url":"{{url}}","delay":"0","type":"{{code}}"}""",
            Json(reply)
        );
    }

    [Theory]
    [InlineData(-1, "0")]
    [InlineData(0.9, "0")]
    [InlineData(10, "10")]
    [InlineData(3600, "3600")]
    [InlineData(3601, "3600")]
    [InlineData(1e9, "3600")]
    public void A_delay_is_whole_seconds_up_to_an_hour(double seconds, string expected) =>
        Assert.Equal(
            $$"""{"message-out":"x","delay":"{{expected}}","type":"1"}""",
            Json(Reply.Say("x") with { Delay = TimeSpan.FromSeconds(seconds) })
        );

    [Fact]
    public void A_location_has_its_own_shape()
    {
        var reply = new Reply { Location = new(51.9, -8.47, "Shop", "1 Quay St", "https://left.example.net/out") };

        Assert.Equal(
            """{"type":"5","location":{"lat":51.9,"long":-8.47,"name":"Shop","address":"1 Quay St"}}""",
            Json(reply)
        );
        Assert.Equal(
            """{"delay":"5","type":"5","location":{"lat":51.9,"long":-8.47}}""",
            Json(new() { Location = new(51.9, -8.47), Delay = TimeSpan.FromSeconds(5) })
        );
        Assert.Equal(
            """{"type":"5","location":{"lat":0,"long":0}}""",
            Json(new() { Location = new(double.NaN, double.PositiveInfinity) })
        );
    }

    [Fact]
    public void Contacts_have_their_own_shape()
    {
        var reply = new Reply
        {
            Contacts =
            [
                new()
                {
                    FirstName = "Ann",
                    LastName = "Doe",
                    Phone = "+353 21 555 0100",
                },
                new() { Email = "" },
            ],
        };

        Assert.Equal(
            """{"type":"7","contact":[{"first_name":"Ann","last_name":"Doe","phone":"+353 21 555 0100"},{"email":""}]}""",
            Json(reply)
        );
    }

    [Fact]
    public void Text_goes_before_a_location_that_one_reply_cannot_carry_too()
    {
        var reply = new Reply { Text = "Here we are", Location = new(51.9, -8.47) };

        Assert.Equal("""{"message-out":"Here we are","delay":"0","type":"1"}""", Json(reply));
    }

    private static string Json(Reply reply) => Encoding.UTF8.GetString(InstantReply.ToJson(reply));
}
