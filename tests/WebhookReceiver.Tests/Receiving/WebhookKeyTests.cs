using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class WebhookKeyTests
{
    private static readonly byte[][] Digests =
    [
        WebhookKeyVerifier.DigestOf("first key+%"),
        WebhookKeyVerifier.DigestOf("zweiter-schlüssel"),
    ];

    [Theory]
    [InlineData("?key=first%20key%2B%25")]
    [InlineData("?key=first+key%2b%25")]
    [InlineData("?branch=7&key=zweiter-schl%C3%BCssel")]
    [InlineData("key=zweiter-schlüssel&number=44")]
    [InlineData("?key=zweiter-schlüssel&key=another")]
    public void Either_key_is_known_wherever_it_stands_in_the_query(string query) =>
        Assert.Equal(Caller.Known, WebhookKeyVerifier.Verify(query, Digests));

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?key=")]
    [InlineData("?monkey=first+key%2B%25")]
    [InlineData("?Key=first+key%2B%25")]
    public void A_query_without_a_key_is_told_apart(string query) =>
        Assert.Equal(Caller.Missing, WebhookKeyVerifier.Verify(query, Digests));

    [Theory]
    [InlineData("?key=first")]
    [InlineData("?key=first+key%2B%25x")]
    [InlineData("?key=first+key%2B%2")]
    [InlineData("?key=%E0%A4%A")]
    [InlineData("?key=another&key=zweiter-schlüssel")]
    public void Anything_else_is_wrong(string query) =>
        Assert.Equal(Caller.Wrong, WebhookKeyVerifier.Verify(query, Digests));

    [Fact]
    public void A_very_long_key_is_wrong_and_costs_no_more() =>
        Assert.Equal(Caller.Wrong, WebhookKeyVerifier.Verify("?key=" + new string('ü', 100_000), Digests));

    [Fact]
    public void Without_an_expected_key_nobody_is_known() =>
        Assert.Equal(Caller.Wrong, WebhookKeyVerifier.Verify("?key=anything", []));
}
