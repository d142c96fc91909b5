using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

/// <summary>Faults in the types of fields and in the shape of bodies, by the rows of the fault catalogue (F and J).</summary>
public sealed class FieldFaultTests
{
    [Theory]
    [InlineData("\"2\"", MessageKind.Image)] // F-01
    [InlineData("2", MessageKind.Image)]
    [InlineData("2.0", MessageKind.Image)]
    [InlineData("2e0", MessageKind.Image)]
    [InlineData("\"2.0\"", MessageKind.Image)]
    [InlineData("\" 2 \"", MessageKind.Image)]
    [InlineData("\"\\u0032\"", MessageKind.Image)]
    [InlineData("1", MessageKind.Text)]
    [InlineData("3", MessageKind.Video)]
    [InlineData("4", MessageKind.Audio)]
    [InlineData("5", MessageKind.Location)]
    [InlineData("6", MessageKind.Document)]
    [InlineData("7", MessageKind.Contact)]
    [InlineData("9", MessageKind.Button)]
    [InlineData("8", MessageKind.Other)]
    [InlineData("2.5", MessageKind.Other)]
    [InlineData("-2", MessageKind.Other)]
    [InlineData("1e400", MessageKind.Other)]
    [InlineData("\"text\"", MessageKind.Other)]
    [InlineData("true", MessageKind.Text)]
    [InlineData("null", MessageKind.Text)]
    [InlineData("\"\"", MessageKind.Text)]
    [InlineData("{}", MessageKind.Text)]
    [InlineData("[2]", MessageKind.Text)]
    public void The_type_is_read_however_it_is_spelled(string json, MessageKind expected) =>
        Assert.Equal(expected, Value(Decode.With("type", json)).Kind);

    [Theory]
    [InlineData("9007199254740993", "9007199254740993")] // F-02
    [InlineData("1e400", "1e400")]
    [InlineData("-0", "-0")]
    [InlineData("-17", "-17")]
    [InlineData("\"abc\"", "abc")]
    [InlineData("\" 8 \"", " 8 ")]
    [InlineData("\"\"", null)]
    [InlineData("\" \\t\"", null)]
    [InlineData("null", null)]
    [InlineData("false", null)]
    [InlineData("{\"a\":1}", null)]
    [InlineData("[1]", null)]
    public void An_id_is_text_and_never_rounded(string json, string? expected) =>
        Assert.Equal(expected, Decode.Message($$"""{"number":"1","message-in":"x","unique-id":{{json}}}""").Value.Id);

    [Fact]
    public void Ten_thousand_digits_are_hashed_like_any_long_id()
    {
        var digits = new string('7', 10_000);

        var message = Decode.Message($$"""{"number":"1","unique-id":{{digits}},"application":"{{digits}}"}""");

        Assert.StartsWith("sha256:", message.Value.Id, StringComparison.Ordinal);
        Assert.Equal(message.Value.Id, message.Value.Channel);
        Assert.Equal(7 + 64, message.Value.Id!.Length);
    }

    [Theory]
    [InlineData("919737001155", "919737001155")] // F-03
    [InlineData("\"122\"", "122")]
    [InlineData("null", "")]
    public void The_channel_is_an_open_set(string json, string expected) =>
        Assert.Equal(expected, Value(Decode.With("application", json)).Channel);

    [Theory]
    [InlineData("\"+44 7700 900123\"", "+44 7700 900123")] // F-04
    [InlineData("\"Ann's phone\"", "Ann's phone")]
    [InlineData("447700900123", "447700900123")]
    public void The_sender_is_kept_as_it_came(string json, string expected) =>
        Assert.Equal(expected, Decode.Message($$"""{"unique-id":"1","number":{{json}}}""").Value.Sender);

    [Fact]
    public void A_sender_of_a_megabyte_is_no_reason_to_lose_the_message()
    {
        var message = Decode.Message($$"""{"unique-id":"1","number":"{{new string('9', 1_000_000)}}"}""").Value;

        Assert.StartsWith("sha256:", message.Sender, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", false)] // F-06
    [InlineData("1", true)]
    [InlineData("\"1\"", true)]
    [InlineData("1.0", true)]
    [InlineData("null", false)]
    [InlineData("\"\"", false)]
    [InlineData("[1]", false)]
    public void An_echo_of_our_own_message_is_known(string json, bool expected) =>
        Assert.Equal(expected, Value(Decode.With("direction", json)).IsEcho);

    [Theory]
    [InlineData("file:///etc/passwd")] // F-07
    [InlineData("http://169.254.169.254/")]
    [InlineData("javascript:alert(1)")]
    public void A_media_address_is_text_and_nothing_more(string url) =>
        Assert.Equal(url, Value(Decode.With("media-url", $"\"{url}\"")).MediaUrl);

    [Theory]
    [InlineData(2_000, true)] // J-09
    [InlineData(2_001, false)]
    public void Two_thousand_members_are_enough(int count, bool isMessage)
    {
        var members = string.Join(',', Enumerable.Range(0, count - 2).Select(i => $"\"m{i}\":{i}"));

        var decoded = Decode.Body($$"""{"number":"1","unique-id":"1",{{members}}}""");

        Assert.Equal(isMessage, decoded is Decoded.Message);
        Assert.Equal(!isMessage, decoded is Decoded.Rejected { Code: RejectionCode.Members });
    }

    [Fact]
    public void A_delivery_report_may_be_long()
    {
        var items = string.Join(',', Enumerable.Repeat("""{"push_id":"1","msg_id":"2","status":"1"}""", 3_000));

        var report = Assert.IsType<Decoded.Event>(Decode.Body($$"""{"event_id":1,"data":[{{items}}]}"""));

        Assert.Equal(DeliveryEventKind.DeliveryReport, report.Value.Kind);
    }

    [Theory]
    [InlineData(500)] // J-04
    [InlineData(100_000)]
    public void Depth_is_refused_without_falling_over(int depth)
    {
        var nested = new string('[', depth);
        string[] bodies = [nested, $"{{\"a\":{nested}", $"{{\"a\":{nested}{new string(']', depth)}}}"];

        Assert.All(bodies, body => Assert.Equal(RejectionCode.Depth, Rejection(Decode.Body(body))));
    }

    [Fact]
    public void Brackets_inside_a_text_are_no_depth() =>
        Assert.Equal(RejectionCode.Json, Rejection(Decode.Body($"{{\"a\":\"\\\"{new string('[', 100)}\",}}")));

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public void JSON_is_JSON_whatever_the_header_says(string? contentType) =>
        Assert.IsType<Decoded.Message>(Decode.Body("""{"number":"1","unique-id":"1"}""", contentType: contentType));

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData(null)]
    public void A_form_is_a_form_whatever_the_header_says(string? contentType) =>
        Assert.IsType<Decoded.Message>(Decode.Body("unique-id=1&number=1", contentType: contentType));

    [Fact]
    public void A_form_that_says_so_is_told_what_is_missing() =>
        Assert.Equal(
            RejectionCode.Message,
            Rejection(Decode.Body("a=b", contentType: "application/x-www-form-urlencoded"))
        );

    [Fact]
    public void The_key_stands_in_no_variable()
    {
        const string Key = "0123456789abcdef";

        var message = Decode
            .Message(
                $$"""{"number":"1","unique-id":"1","key":"{{Key}}","KEY":"x","url":{"u":"?key={{Key}}"},"ok":"1"}""",
                $"?branch=7&Key={Key}&again={Key}"
            )
            .Value;

        Assert.Equal(["branch", "ok"], message.Variables.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_key_that_is_all_of_the_query_stands_in_no_variable_either()
    {
        const string Body =
            """{"number":"1","unique-id":"1","url":"https://a/?key=012345+%C3%A9","v":"012345 é","ok":"1"}""";

        var message = Decode.Message(Body, "?key=012345+%C3%A9").Value;

        Assert.Equal(["ok"], message.Variables.Keys);
    }

    private static IncomingMessage Value(Decoded decoded) => Assert.IsType<Decoded.Message>(decoded).Value;

    private static RejectionCode Rejection(Decoded decoded) => Assert.IsType<Decoded.Rejected>(decoded).Code;
}
