using Microsoft.Extensions.Options;
using WebhookReceiver.Sending;

namespace WebhookReceiver.Tests.Sending;

public sealed class NumberTests
{
    [Theory]
    [InlineData("+44 7400 123456", null, "447400123456")]
    [InlineData("0044 7400 123456", null, "447400123456")]
    [InlineData("+44 (0)7400 123456", null, "447400123456")]
    [InlineData("447400123456", null, "447400123456")]
    [InlineData("07400 123456", "GB", "447400123456")]
    [InlineData("07400 123456", "gb", "447400123456")]
    [InlineData("(202) 456-1111", "US", "12024561111")]
    [InlineData("+1 202 456 1111", "GB", "12024561111")]
    [InlineData("98450 12345", "IN", "919845012345")]
    [InlineData("447700900123", null, "447700900123")]
    [InlineData("447700900123", "FR", "447700900123")]
    [InlineData("5215512345678", null, "5215512345678")]
    [InlineData("+52 1 55 1234 5678", null, "5215512345678")]
    [InlineData("+5215512345678", "MX", "5215512345678")]
    [InlineData("525512345678", null, "525512345678")]
    [InlineData("55 1234 5678", "MX", "525512345678")]
    [InlineData("558188327966", null, "558188327966")]
    [InlineData("+55 81 8832-7966", null, "558188327966")]
    [InlineData("81 8832-7966", "BR", "558188327966")]
    [InlineData("5581988327966", null, "5581988327966")]
    [InlineData("tel:+447400123456", null, "447400123456")]
    [InlineData("whatsapp:+447400123456", null, "447400123456")]
    [InlineData("p:+447400123456", null, "447400123456")]
    [InlineData("https://wa.me/447400123456", null, "447400123456")]
    [InlineData("=\"+447400123456\"", null, "447400123456")]
    [InlineData("'+447400123456", null, "447400123456")]
    [InlineData("447400123456.0", null, "447400123456")]
    [InlineData("(+44) 7400 123456", null, "447400123456")]
    [InlineData("+44-7400-123456", null, "447400123456")]
    [InlineData("+44.7400.123456", null, "447400123456")]
    [InlineData("\u202A+44\u00A07400\u00A0123456\u202C", null, "447400123456")]
    [InlineData("\uFF0B44 7400 123456", null, "447400123456")]
    [InlineData("+\u0664\u0664 7400 123456", null, "447400123456")]
    public void A_number_becomes_international(string written, string? region, string expected) =>
        Assert.Equal(new RecipientAddress(expected), In(region).OfPerson(written));

    [Theory]
    [InlineData("", null, "there is no number")]
    [InlineData(
        "Ann (work)",
        "GB",
        "this is not a phone number that can be reached; write it with + and its country code"
    )]
    [InlineData("+44 12", "GB", "this is not a phone number that can be reached; write it with + and its country code")]
    [InlineData("07400 123456", null, "the number has no country code; write it with +, or set Sending:Region")]
    [InlineData("(0)7400 123456", null, "the number has no country code; write it with +, or set Sending:Region")]
    [InlineData(
        "4.474E+11",
        null,
        "this is not a phone number that can be reached; write it with + and its country code"
    )]
    [InlineData(
        "+447400123456 / +447400123457",
        "GB",
        "this is not a phone number that can be reached; write it with + and its country code"
    )]
    [InlineData(
        "07400 123456, 07400 123457",
        "GB",
        "this is not a phone number that can be reached; write it with + and its country code"
    )]
    [InlineData(
        "7400123456",
        null,
        "this is not a phone number that can be reached; write it with + and its country code"
    )]
    public void What_is_no_number_is_refused_with_the_reason(string written, string? region, string reason) =>
        Assert.Equal(RecipientAddress.Wrong(reason), In(region).OfPerson(written));

    [Fact]
    public void A_number_that_could_be_somebody_elses_is_not_guessed()
    {
        var recipientAddress = In("US").OfPerson("2024561111");

        Assert.True(
            recipientAddress is { Text: "12024561111", Problem: null }
                || recipientAddress.Problem
                    == "the number could be one of country code 20 or one of US; write it with + and its country code"
        );
    }

    [Theory]
    [InlineData("447700900123", "DE", "+447700900123 or +49447700900123")]
    [InlineData("6562345678", "US", "+6562345678 or +16562345678")]
    [InlineData("65 6234 5678", "us", "+6562345678 or +16562345678")]
    public void A_number_that_is_valid_here_and_abroad_is_refused_with_both_readings(
        string written,
        string region,
        string readings
    )
    {
        var recipientAddress = In(region).OfPerson(written);

        Assert.Equal(readings, recipientAddress.Readings);
        Assert.EndsWith($"country code: {readings}", recipientAddress.ProblemForWriter, StringComparison.Ordinal);
        Assert.DoesNotContain(readings, recipientAddress.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("447700900123", "447700900123")]
    [InlineData("1234567", "1234567")]
    public void Numbers_of_the_platform_are_taken_as_they_are(string number, string expected) =>
        Assert.Equal(new RecipientAddress(expected), In("US").OfPlatform(number));

    private static PhoneNumberParser In(string? region) => new(Options.Create(new SendingOptions { Region = region }));
}
