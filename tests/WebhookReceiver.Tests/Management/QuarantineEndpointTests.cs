using System.Net;
using System.Text.Json.Nodes;

namespace WebhookReceiver.Tests.Management;

/// <summary>Bodies that could not be read, at the management port.</summary>
public sealed class QuarantineEndpointTests
{
    [Fact]
    public async Task They_are_listed_without_their_content_and_shown_one_by_one()
    {
        await using var app = new WebhookApp();
        using (await app.PostAsync("{\"number\":\n oops")) { }
        using (await app.PostAsync([0xFF, 0x01])) { }

        var list = JsonNode.Parse(await app.Management.GetStringAsync("/api/quarantine", Stop))!["bodies"]!.AsArray();
        Assert.Equal(["q2", "q1"], list.Select(body => (string)body!["id"]!));
        Assert.Equal([2, 16], list.Select(body => (int)body!["bytes"]!));
        Assert.All(list, body => Assert.Equal(4, body!.AsObject().Count));

        var text = JsonNode.Parse(await app.Management.GetStringAsync("/api/quarantine/q1", Stop))!;
        Assert.Equal("{\"number\":\n oops", (string?)text["body"]);
        var bytes = JsonNode.Parse(await app.Management.GetStringAsync("/api/quarantine/2", Stop))!;
        Assert.Equal("/wE=", (string?)bytes["bodyBase64"]);
    }

    [Theory]
    [InlineData("q9")]
    [InlineData("q")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("' OR 1=1")]
    public async Task What_is_not_there_is_not_found(string id)
    {
        await using var app = new WebhookApp();
        using var response = await app.Management.GetAsync($"/api/quarantine/{Uri.EscapeDataString(id)}", Stop);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
