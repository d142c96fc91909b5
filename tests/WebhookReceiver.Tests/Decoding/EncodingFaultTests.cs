using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

/// <summary>Faults in the encoding of texts, by the rows of the fault catalogue (E).</summary>
public sealed class EncodingFaultTests
{
    [Theory]
    [InlineData("a+b%20c%2Bd", "a b c+d")] // E-01
    [InlineData("%E2%82%ac", "€")]
    [InlineData("%", "%")] // E-03
    [InlineData("%%41", "%A")]
    [InlineData("%ZZ", "%ZZ")]
    [InlineData("%4", "%4")]
    [InlineData("% 41", "% 41")]
    [InlineData("%+41", "% 41")]
    [InlineData("%E0%A4%A", "\uFFFD%A")]
    [InlineData("%25E0%25A4", "%E0%A4")] // E-04
    [InlineData("%252B", "%2B")]
    [InlineData("%C0%AF", "\uFFFD\uFFFD")] // E-05
    [InlineData("%ED%A0%80", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("%FF", "\uFFFD")]
    [InlineData("%F0%9F%98", "\uFFFD")]
    [InlineData("%F4%90%80%80", "\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("%00a%1F%7F%C2%80", "\0a\u001F\u007F\u0080")] // E-07
    [InlineData("a%0D%0AX-Header%3A+1", "a\r\nX-Header: 1")] // E-08
    [InlineData("%E2%80%AE%E2%80%8B%EF%BB%BF%EF%B8%8F", "\u202E\u200B\uFEFF\uFE0F")] // E-09
    [InlineData("%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7", "👩‍👧")] // E-10
    [InlineData("%C4%B0%C3%9F%CF%82e%CC%81", "İßςe\u0301")] // E-12
    [InlineData("%u0041", "%u0041")] // E-14
    [InlineData("\\u0025\\u0034\\u0031", "A")] // escapes of JSON go first
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [InlineData("\\ud83d\\ude00", "😀")]
    public void A_text_is_form_decoded_once(string messageIn, string expected) =>
        Assert.Equal(expected, Decode.TextOf(messageIn));

    [Theory]
    [InlineData("\\uD83D", "\uFFFD")]
    [InlineData("\\uDE00", "\uFFFD")]
    [InlineData("\\uDE00\\uD83D", "\uFFFD\uFFFD")]
    [InlineData("\\uD83D\\uD83D\\uDE00", "\uFFFD😀")]
    [InlineData("\\uD83Dx", "\uFFFDx")]
    [InlineData("\\uD83D\\n", "\uFFFD\n")]
    [InlineData("\\uD83D\\u0041", "\uFFFDA")]
    public void Half_a_character_becomes_the_replacement_character(string escaped, string expected) // E-06
    {
        var body =
            $$"""{"number":"{{escaped}}1","unique-id":"{{escaped}}","message_in_raw":"{{escaped}}","{{escaped}}":"{{escaped}}"}""";

        var message = Decode.Message(body).Value;

        Assert.Equal(expected, message.Text);
        Assert.Equal(expected + "1", message.Sender);
        Assert.Equal(expected, message.Id);
        Assert.Equal(expected, message.Variables[expected]);
    }

    [Theory]
    [InlineData("100%25")] // E-02
    [InlineData("C++")]
    [InlineData("%41+%ZZ")]
    public void The_raw_twin_is_never_decoded(string raw)
    {
        var message = Decode.Message($$"""{"number":"1","unique-id":"1","message_in_raw":"{{raw}}"}""");

        Assert.Equal(raw, message.Value.Text);
    }

    [Fact]
    public void A_long_text_is_kept_whole() // E-11
    {
        var text = string.Concat(Enumerable.Repeat("añ€😀", 40_000));

        Assert.Equal(text, Decode.TextOf(Uri.EscapeDataString(text)));
    }

    [Fact]
    public void Variables_of_the_query_are_tolerant() // E-15
    {
        const string Query = "?a=1&a=2&b=%ZZ%E9&c&=x&d=%00&&e=a=b&key=secret&f=%F0%9F%98%80";

        var message = Decode.Message("""{"number":"1","unique-id":"1"}""", Query).Value;

        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["a"] = "1",
                ["b"] = "%ZZ\uFFFD",
                ["c"] = "",
                [""] = "x",
                ["d"] = "\0",
                ["e"] = "a=b",
                ["f"] = "😀",
            },
            message.Variables
        );
    }

    [Fact]
    public void What_arrives_is_kept_and_not_copied()
    {
        ReadOnlyMemory<byte> body = "\uFEFF{\"number\":\"1\",\"unique-id\":\"1\"}"u8.ToArray();

        var message = Assert.IsType<Decoded.Message>(Decode.Body(body)).Value;

        Assert.Equal(body, message.Raw);
        Assert.Equal(Decode.Arrival, message.ReceivedAt);
    }

    [Fact]
    public void A_message_in_query_style_keeps_its_fields_without_the_key()
    {
        var decoded = Decode.Body("", "?number=1&key=secret&message-in=a+b&%4Bey=x");

        var message = Assert.IsType<Decoded.Message>(decoded).Value;

        Assert.Equal("number=1&message-in=a+b"u8.ToArray(), message.Raw.ToArray());
    }
}
