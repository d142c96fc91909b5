using System.Net;
using Microsoft.AspNetCore.Http;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class CallerAddressTests
{
    [Theory]
    [InlineData("203.0.113.9", null, 200)]
    [InlineData("::ffff:203.0.113.9", null, 200)]
    [InlineData("198.51.100.1", null, 404)]
    [InlineData("198.51.100.1", "203.0.113.9", 404)] // spoofed from the internet
    [InlineData("10.0.0.5", "203.0.113.9", 200)] // from a trusted proxy
    [InlineData("10.0.0.5", "203.0.113.9, 198.51.100.1", 404)] // the proxy saw only the last one; earlier ones are unverified
    [InlineData("10.0.0.5", null, 404)]
    public async Task Only_allowed_networks_get_in_and_only_proxies_of_ours_are_believed(
        string from,
        string? forwarded,
        int status
    )
    {
        await using var app = new WebhookApp()
            .With("Receiving:AllowedNetworks:0", "203.0.113.0/24")
            .With("Receiving:TrustedProxies:0", "10.0.0.0/8");

        Assert.Equal(status, await PostAsync(app, from, forwarded));
    }

    [Fact]
    public async Task Too_many_requests_from_one_address_are_told_to_come_again()
    {
        await using var app = new WebhookApp().With("Receiving:MaxPerSecondPerAddress", "2");

        int[] statuses =
        [
            await PostAsync(app, "203.0.113.9", null),
            await PostAsync(app, "203.0.113.9", null),
            await PostAsync(app, "203.0.113.9", null),
            await PostAsync(app, "203.0.113.10", null),
        ];

        Assert.Equal([200, 200, 429, 200], statuses);
    }

    private static async Task<int> PostAsync(WebhookApp app, string from, string? forwarded)
    {
        var context = await app.Server.SendAsync(
            context =>
            {
                context.Request.Method = HttpMethods.Post;
                context.Request.Path = WebhookUrl.MessagesPath;
                context.Request.QueryString = new QueryString($"?key={WebhookApp.Key}");
                context.Connection.RemoteIpAddress = IPAddress.Parse(from);
                if (forwarded is not null)
                {
                    context.Request.Headers["X-Forwarded-For"] = forwarded;
                }
            },
            TestContext.Current.CancellationToken
        );
        Assert.True(context.Response.StatusCode != 429 || context.Response.Headers.RetryAfter == "5");
        return context.Response.StatusCode;
    }
}
