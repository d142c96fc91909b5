using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using PickyAssist.Simulator.Platform;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>
/// The whole simulated platform with its own clock: <c>await simulator.PushAsync("447700900123", "hi")</c> is the
/// answer. In memory, unless <see cref="WebApplicationFactory{T}.UseKestrel()"/> is called first.
/// </summary>
internal sealed class SimulatorApp : WebApplicationFactory<PlatformOptions>
{
    public const string Token = "token-of-this-fixture";

    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal)
    {
        ["Platform:Port"] = "0",
        ["Pushing:Token"] = Token,
    };

    public SimulatorApp() => ClientOptions.AllowAutoRedirect = false;

    /// <summary>The real clock; the platform's is this one, times the speed-up.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public HttpClient Http => field ??= CreateClient();

    /// <summary>Base address; only with Kestrel.</summary>
    public Uri Address
    {
        get
        {
            StartServer();
            var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
            return new Uri(addresses.Addresses.Single());
        }
    }

    /// <summary>Sets a setting; before the first use.</summary>
    public SimulatorApp With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Posts JSON and returns the status and the text of the answer.</summary>
    public async Task<(HttpStatusCode Http, string Body)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.TextAsync());
    }

    public Task<string> GetAsync(string path) => Http.GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The last element of a list, as its text.</summary>
    public async Task<string> GetLastAsync(string path)
    {
        using var list = JsonDocument.Parse(await GetAsync(path));
        return list.RootElement.EnumerateArray().Last().GetRawText();
    }

    /// <summary>Pushes JSON to the V4 path and returns the body of the answer, which has HTTP 200.</summary>
    public async Task<string> PushAsync(string json)
    {
        var (http, body) = await PostAsync("/api/v2/push", json);
        Assert.Equal(HttpStatusCode.OK, http);
        return body;
    }

    /// <summary>A text for one customer of a channel that needs no session.</summary>
    public Task<string> PushTextAsync(string number, string text) =>
        PushAsync(
            $$"""{"token":"{{Token}}","application":"10","data":[{"number":"{{number}}","message":"{{text}}"}]}"""
        );

    /// <summary>Sends a customer's text; returns the webhook call after its first delivery.</summary>
    public async Task<JsonElement> SayAsync(string text, string from = "447700900123", string channel = "8")
    {
        var (http, body) = await PostAsync(
            "/desk/messages",
            $$"""{"channel":"{{channel}}","from":"{{from}}","name":"Ann","text":"{{JsonEncodedText.Encode(text)}}"}"""
        );
        Assert.Equal(HttpStatusCode.OK, http);
        using var call = JsonDocument.Parse(body);
        return call.RootElement.Clone();
    }

    /// <summary>The texts in the chat of one customer, once there are that many lines.</summary>
    public async Task<string?[]> TextsAsync(string channel, int atLeast, string customer = "447700900123")
    {
        using var chat = JsonDocument.Parse(await GetAsync($"/desk/chats/{channel}/{customer}?atLeast={atLeast}"));
        return
        [
            .. chat
                .RootElement.GetProperty("lines")
                .EnumerateArray()
                .Select(line => line.TryGetProperty("text", out var text) ? text.GetString() : null),
        ];
    }

    /// <summary>Orders a failure of later pushes.</summary>
    public async Task FailAsync(string json)
    {
        var (http, body) = await PostAsync("/desk/failures", json);
        Assert.Equal((HttpStatusCode.NoContent, ""), (http, body));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (setting, value) in _settings)
            builder.UseSetting(setting, value);

        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time)));
    }
}
