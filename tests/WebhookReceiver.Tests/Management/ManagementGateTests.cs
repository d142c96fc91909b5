using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Management;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Management;

/// <summary>The access of another site's page, or of a program without a key, to the management port.</summary>
public sealed class ManagementGateTests
{
    private const string OperatorKey = "operator-key-0123456789";
    private const string Listed = "Bot.Example.com";

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    [InlineData("/api/rules")]
    [InlineData("/no-such-path")]
    public async Task No_browser_keeps_frames_or_runs_an_answer(string path)
    {
        await using var app = new WebhookApp();

        using var response = await app.Management.GetAsync(
            new Uri(path, UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(
            ["default-src 'none'; frame-ancestors 'none'"],
            response.Headers.GetValues("Content-Security-Policy")
        );
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:8081", true)]
    [InlineData("localhost.:8081", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8:1", true)]
    [InlineData("[::1]:8081", true)]
    [InlineData("[0:0:0:0:0:0:0:1]", true)]
    [InlineData("[::ffff:127.0.0.1]", true)]
    [InlineData("bot.example.com", true)]
    [InlineData("BOT.example.COM.:443", true)]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:8081", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("evil-bot.example.com", false)]
    [InlineData("bot.example.com.evil.example", false)]
    [InlineData("0.0.0.0:8081", false)]
    [InlineData("[::]:8081", false)]
    [InlineData("192.168.1.7:8081", false)]
    [InlineData("[fe80::1]", false)]
    public async Task Without_a_key_only_names_of_this_server_get_in_whatever_the_method(string host, bool isOwn)
    {
        await using var app = new WebhookApp()
            .With("Management:Hosts:0", Listed)
            .With("Management:Hosts:1", "bücher.example");

        foreach (var (method, path) in new[] { ("GET", "/metrics"), ("GET", "/api/rules"), ("POST", "/api/explain") })
        {
            var (status, body) = await SendAsync(app, method, path, ("Host", host));
            Assert.Equal(isOwn, status != HttpStatusCode.Unauthorized);
            Assert.True(isOwn || body == """{"error":"management-key","trace":"*"}""", body);
        }

        Assert.Equal("""{"status":"live"}""", (await SendAsync(app, "GET", "/health/live", ("Host", host))).Body);
        Assert.Equal(
            isOwn,
            (await SendAsync(app, "GET", "/health/ready", ("Host", host))).Body.Contains(
                "problems",
                StringComparison.Ordinal
            )
        );
    }

    [Theory]
    [InlineData(null, "evil.example", HttpStatusCode.OK)]
    [InlineData(Listed, "evil.example", HttpStatusCode.Forbidden)]
    [InlineData(Listed, "bot.example.com:8081", HttpStatusCode.OK)]
    [InlineData(Listed, "localhost", HttpStatusCode.OK)]
    [InlineData(Listed, "10.0.0.7", HttpStatusCode.Forbidden)]
    public async Task With_a_key_the_host_is_asked_only_where_some_are_named(
        string? listed,
        string host,
        HttpStatusCode expected
    )
    {
        var app = new WebhookApp().With("Management:Key", OperatorKey);
        await using var named = listed is null ? app : app.With("Management:Hosts:0", listed);

        Assert.Equal(
            expected,
            (await SendAsync(named, "GET", "/metrics", ("Host", host), ("X-Management-Key", OperatorKey))).Status
        );
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(named, "GET", "/health/live", ("Host", host))).Status);
        Assert.Equal(
            """{"status":"degraded"}""",
            (await SendAsync(named, "GET", "/health/ready", ("Host", host))).Body
        );
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "Same-Origin", false)]
    [InlineData("Sec-Fetch-Site", "same-origin, cross-site", false)]
    [InlineData("Origin", "http://localhost", true)]
    [InlineData("Origin", "HTTP://LOCALHOST:80", true)]
    [InlineData("Origin", "https://bot.example.com", true)]
    [InlineData("Origin", "https://bot.example.com:8443", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://localhost:3000", false)]
    [InlineData("Origin", "http://127.0.0.1", false)]
    [InlineData("Origin", "https://localhost", false)]
    [InlineData("Origin", "http://localhost.evil.example", false)]
    [InlineData("Origin", "http://localhost@evil.example", false)]
    [InlineData("Origin", "http://evil.example", false)]
    [InlineData("Origin", "file://localhost", false)]
    [InlineData("Origin", "http://localhost, http://evil.example", false)]
    public async Task A_page_of_another_site_can_press_no_button_here(string header, string value, bool isOwn)
    {
        await using var app = new WebhookApp().With("Management:Hosts:0", Listed);
        foreach (
            var path in new[] { "/api/explain", "/api/rules/approve", "/api/messages", "/api/contacts/447/resume" }
        )
        {
            var (status, body) = await SendAsync(app, "POST", path, (header, value));
            Assert.Equal(!isOwn, status == HttpStatusCode.Forbidden);
            Assert.True(isOwn || body == """{"error":"foreign-page","trace":"*"}""", body);
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(app, "GET", "/api/rules", (header, value))).Status);
    }

    [Fact]
    public async Task Where_a_key_lets_any_host_in_a_page_cannot_speak_by_a_name_of_its_own()
    {
        await using var app = new WebhookApp().With("Management:Key", OperatorKey);
        (string, string)[] headers =
        [
            ("X-Management-Key", OperatorKey),
            ("Host", "evil.example"),
            ("Origin", "http://evil.example"),
        ];

        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(app, "POST", "/api/explain", headers)).Status);

        headers = [headers[0], ("Host", "10.0.0.7:8081"), ("Origin", "http://10.0.0.7:8081")];
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(app, "POST", "/api/explain", headers)).Status);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("Application/JSON; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain; application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/jsonp", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/vnd.api+json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain, application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("json", HttpStatusCode.UnsupportedMediaType)]
    public async Task Bodies_are_JSON_only(string type, HttpStatusCode expected)
    {
        await using var app = new WebhookApp();

        var (status, body) = await SendAsync(app, "POST", "/api/explain", ("Content-Type", type));

        Assert.Equal(expected, status);
        Assert.True(status == HttpStatusCode.OK || body == """{"error":"content-type","trace":"*"}""", body);
    }

    [Theory]
    [InlineData("HEAD", "/metrics", HttpStatusCode.OK)]
    [InlineData("POST", "/metrics", HttpStatusCode.MethodNotAllowed)]
    [InlineData("TRACE", "/metrics", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/api/rules/approve", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/rules/approve", HttpStatusCode.MethodNotAllowed)]
    [InlineData("TRACE", "/api/rules", HttpStatusCode.MethodNotAllowed)]
    [InlineData("BREW", "/health/live", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/nothing", HttpStatusCode.NotFound)]
    public async Task Other_methods_are_told_which_there_are(string method, string path, HttpStatusCode expected)
    {
        await using var app = new WebhookApp();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Management.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.MethodNotAllowed, response.Content.Headers.Allow.Count > 0);
        Assert.DoesNotContain(
            response.Headers,
            header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("/metrics?key=" + OperatorKey)]
    [InlineData("/metrics?X-Management-Key=" + OperatorKey)]
    [InlineData("/api/rules?key=" + OperatorKey)]
    public async Task A_key_in_the_address_opens_nothing(string url)
    {
        await using var app = new WebhookApp().With("Management:Key", OperatorKey);

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(app, "GET", url)).Status);
    }

    [Fact]
    public async Task Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        await using var app = new WebhookApp();
        var mapped = app
            .Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PublicEndpoint>() is null)
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method =>
                    $"{method} {endpoint.RoutePattern.RawText}"
                )
            );

        Assert.Equal(
            EndpointAccess.Table.Select(row => $"{row.Method} {row.Pattern}").Order(StringComparer.Ordinal),
            mapped.Order(StringComparer.Ordinal)
        );
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(
        WebhookApp app,
        string method,
        string url,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (method == "POST")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"text":"open?"}"""));
            if (headers.All(header => header.Name != "Content-Type"))
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            }
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await app.Management.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.ErrorAsync());
    }
}
