using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Management;

public sealed class ManagementPortTests : IAsyncLifetime
{
    private const string ManagementKey = "management-key-0123456789";

    private readonly WebhookApp _app = new();
    private readonly WebhookApp _withKey = new WebhookApp()
        .With("Management:Key", ManagementKey)
        .With("Management:Address", "0.0.0.0");

    [Fact]
    public async Task Live_says_so() => Assert.Equal("""{"status":"live"}""", await GetAsync(_app, "/health/live"));

    [Fact]
    public async Task A_server_without_rules_is_degraded_and_serves()
    {
        using var ready = JsonDocument.Parse(await GetAsync(_app, "/health/ready"));

        Assert.Equal("degraded", ready.RootElement.GetProperty("status").GetString());
        Assert.Equal(0, ready.RootElement.GetProperty("rules").GetProperty("count").GetInt32());
        Assert.Equal(JsonValueKind.Array, ready.RootElement.GetProperty("problems").ValueKind);
    }

    [Fact]
    public async Task A_full_port_is_told_and_ten_seconds_after_the_last_newcomer_waited_it_is_full_no_more()
    {
        var time = new FakeTimeProvider();
        await using var app = new WebhookApp(("a.yaml", "rules:\n  - reply: Hi\n")) { Time = time };
        Assert.StartsWith("""{"status":"ready",""", await GetAsync(app, "/health/ready"), StringComparison.Ordinal);
        app.Services.GetRequiredService<PortLoads>().Public.Full();

        var ready = await GetAsync(app, "/health/ready");
        Assert.StartsWith("""{"status":"full",""", ready, StringComparison.Ordinal);
        Assert.Contains("The public port is full with 0 connections: ", ready, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.StartsWith("""{"status":"ready",""", await GetAsync(app, "/health/ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_from_outside_need_no_key_and_learn_the_status_only()
    {
        Assert.Equal("""{"status":"live"}""", await GetAsync(_withKey, "/health/live"));
        Assert.Equal("""{"status":"degraded"}""", await GetAsync(_withKey, "/health/ready"));
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/nothing")]
    public async Task All_else_needs_the_key_where_there_is_one(string path)
    {
        using var response = await _withKey.Management.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("""{"error":"management-key","trace":"*"}""", await response.ErrorAsync());
        Assert.Equal([new AuthenticationHeaderValue("Bearer")], response.Headers.WwwAuthenticate);
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + ManagementKey, HttpStatusCode.OK)]
    [InlineData("Authorization", "bearer  " + ManagementKey, HttpStatusCode.OK)]
    [InlineData("X-Management-Key", ManagementKey, HttpStatusCode.OK)]
    [InlineData("X-Management-Key", ManagementKey + "x", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Basic " + ManagementKey, HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer " + WebhookApp.Key, HttpStatusCode.Unauthorized)]
    public async Task The_key_is_offered_in_either_header(string header, string value, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await _withKey.Management.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Unknown_paths_are_not_found() =>
        Assert.Equal("""{"error":"not-found","trace":"*"}""", await ErrorAsync(_app, "/nothing"));

    [Fact]
    public async Task Answers_are_counted()
    {
        using (await _app.PostAsync("")) { }
        using (await _app.PostAsync("[]")) { }
        using (await _app.PostAsync(WebhookApp.Payload("hello"))) { }

        var metrics = await GetAsync(_app, "/metrics");

        // Other servers of this test run count into the same names, so only the presence is certain.
        Assert.Contains("wr_accepted_total{", metrics, StringComparison.Ordinal);
        Assert.Contains("wr_silent_total{", metrics, StringComparison.Ordinal);
        Assert.Matches("wr_rejected_total\\{[^}]*reason=\"empty\"", metrics);
        Assert.Matches("wr_quarantined_total\\{[^}]*reason=\"shape\"", metrics);
        Assert.Contains("wr_reply_seconds_bucket{", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_route_is_described()
    {
        using var description = JsonDocument.Parse(await GetAsync(_app, "/openapi/v1.json"));
        var described = description.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name);
        var routes = _app
            .Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint =>
                endpoint.RoutePattern.RawText!.Replace("{documentName}", "v1", StringComparison.Ordinal)
            );

        Assert.Empty(
            routes
                .Where(route => !route.StartsWith("/console", StringComparison.Ordinal))
                .Except(described, StringComparer.Ordinal)
        );
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _withKey.DisposeAsync();
    }

    private static Task<string> GetAsync(WebhookApp app, string path) =>
        app.Management.GetStringAsync(path, TestContext.Current.CancellationToken);

    private static async Task<string> ErrorAsync(WebhookApp app, string path)
    {
        using var response = await app.Management.GetAsync(path, TestContext.Current.CancellationToken);
        return await response.ErrorAsync();
    }
}
