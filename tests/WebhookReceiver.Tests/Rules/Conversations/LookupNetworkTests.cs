using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Look-ups dial public addresses, and private ones that the settings name.</summary>
public sealed class LookupNetworkTests
{
    private const string Public = "93.184.215.14";

    [Theory]
    [InlineData("10.1.2.0/24", "10.1.2.3", true)]
    [InlineData("10.1.2.0/24", "10.1.3.3", false)]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("10.1.2.0/24", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.2.0/24", "::ffff:10.1.3.3", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "::1", false)]
    [InlineData("fd12:3456::/32", "fd12:3456::9", true)]
    [InlineData("fd12:3456::/32", "fd12:3457::9", false)]
    [InlineData("0.0.0.0/0", "192.168.1.1", true)]
    [InlineData("0.0.0.0/0", "fd12:3456::9", false)]
    [InlineData("0.0.0.0/0", "169.254.169.254", false)]
    [InlineData("169.254.0.0/16", "169.254.169.254", false)]
    [InlineData("169.254.0.0/16", "169.254.1.1", true)]
    [InlineData("169.254.169.254/31", "169.254.169.254", false)]
    [InlineData("169.254.169.254", "169.254.169.254", true)]
    [InlineData("169.254.169.254/32", "::ffff:169.254.169.254", true)]
    [InlineData("169.254.0.0/16", "::ffff:169.254.169.254", false)]
    [InlineData("169.254.0.0/16", "169.254.170.2", false)]
    [InlineData("100.64.0.0/10", "100.100.100.200", false)]
    [InlineData("::/0", "fd00:ec2::254", false)]
    [InlineData("fd00:ec2::254", "fd00:ec2::254", true)]
    public async Task A_private_address_is_dialled_only_if_its_network_is_named(
        string network,
        string address,
        bool isDialled
    )
    {
        Assert.Equal(isDialled, await IsDialledAsync([network], address));
        // A name with both kinds of addresses.
        Assert.Equal(isDialled, await IsDialledAsync([network], Public, address));
        Assert.Equal(isDialled, await IsDialledAsync(["198.51.100.0/24", network], address, Public));
        Assert.False(await IsDialledAsync([], address));
        Assert.True(await IsDialledAsync([network], Public));
    }

    [Fact]
    public async Task Of_several_networks_each_address_needs_one() =>
        Assert.Equal(
            (true, false),
            (
                await IsDialledAsync(["10.1.0.0/16", "10.2.0.0/16"], "10.1.0.1", "10.2.0.1", Public),
                await IsDialledAsync(["10.1.0.0/16", "10.2.0.0/16"], "10.1.0.1", "10.3.0.1", Public)
            )
        );

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task The_failure_says_that_only_public_addresses_are_dialled_and_what_to_set(string host)
    {
        using var client = Client(host + ":4443");

        var outcome = await client.LookUpAsync(
            new LookupRequest(new Uri($"https://{host}:4443/a")),
            TimeSpan.FromSeconds(5),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(LookupOutcome.Failed(LookupClient.NotPublic), outcome);
        Assert.Contains("only public ones are dialled", outcome.Detail, StringComparison.Ordinal);
        Assert.Contains("Rules:LookupNetworks", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_in_a_named_network_is_dialled()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var host = $"127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}";
        using var client = Client(host, "127.0.0.0/8");

        var asking = client
            .LookUpAsync(
                new LookupRequest(new Uri($"https://{host}/a")),
                TimeSpan.FromSeconds(30),
                TestContext.Current.CancellationToken
            )
            .AsTask();
        using (var dialled = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            // It hangs up before the handshake: another failure than a forbidden address.
        }

        Assert.Equal(LookupKind.Failed, (await asking).Kind);
        Assert.NotEqual(LookupClient.NotPublic, (await asking).Detail);
    }

    [Fact]
    public void A_redirect_is_followed_nowhere_also_not_to_a_named_network()
    {
        using var handler = PublicDialler.Handler([IPNetwork.Parse("10.0.0.0/8")]);

        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseProxy, handler.UseCookies));
    }

    [Fact]
    public async Task The_setting_reaches_the_look_up_of_the_server()
    {
        await using var app = new WebhookApp().With("Rules:LookupNetworks:0", "10.1.2.0/24");

        Assert.Equal(["10.1.2.0/24"], app.Services.GetRequiredService<IOptions<RulesOptions>>().Value.LookupNetworks);
    }

    private static async Task<bool> IsDialledAsync(string[] networks, params string[] addresses)
    {
        var dialler = new PublicDialler(
            (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()),
            Networks.Parse(networks)
        );
        try
        {
            return (await dialler.AddressesOfAsync("shop.example", TestContext.Current.CancellationToken)).Length
                == addresses.Length;
        }
        catch (NotPublicException)
        {
            return false;
        }
    }

    private static LookupClient Client(string host, params string[] networks)
    {
        var options = new RulesOptions { LookupHosts = [host], LookupNetworks = networks };
#pragma warning disable CA2000 // the client disposes of it
        return new LookupClient(
            LookupClient.Guarded(options),
            Options.Create(options),
            TimeProvider.System,
            NullLogger<LookupClient>.Instance
        );
#pragma warning restore CA2000
    }
}
