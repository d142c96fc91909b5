using System.Net;
using WebhookReceiver.Hosting;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class NetworksTests
{
    [Theory]
    [InlineData("203.0.113.9", true)]
    [InlineData("::ffff:203.0.113.9", true)]
    [InlineData("203.0.114.1", false)]
    [InlineData("2001:db8::7", true)]
    [InlineData("2001:db8::8", false)]
    public void An_address_is_held_by_a_network_or_by_itself(string address, bool expected)
    {
        var networks = Networks.Parse(["203.0.113.0/24", "2001:db8::7"]);

        Assert.Equal(expected, Networks.Hold(networks, IPAddress.Parse(address)));
    }

    [Fact]
    public void No_address_is_in_no_network() => Assert.False(Networks.Hold(Networks.Parse(["0.0.0.0/0"]), null));

    [Theory]
    [InlineData("203.0.113.0/33")]
    [InlineData("example.com")]
    [InlineData("")]
    public void What_is_no_network_is_not_guessed(string text) => Assert.False(Networks.TryParse(text, out _));
}
