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
using Serilog.Core;
using WebhookReceiver.Management;
using WebhookReceiver.Receiving;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Tests;

/// <summary>
/// The whole server with its own rules, data folder, clock and terminal: <c>await app.SayAsync("hi")</c> is the reply.
/// In memory, unless <see cref="WebApplicationFactory{T}.UseKestrel()"/> is called first.
/// </summary>
internal sealed class WebhookApp : WebApplicationFactory<Program>
{
    public const string Key = "test-key-of-this-fixture";

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private TaskCompletionSource? _end;
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private int _said;
    private string _ids = "said";

    /// <param name="rules">Files of the rules folder: path and content.</param>
    public WebhookApp(params (string Path, string Content)[] rules)
    {
        Directory.CreateDirectory(RulesFolder);
        foreach (var (path, content) in rules)
        {
            _folder.Write(Path.Combine("rules", path), content);
        }

        With("Receiving:Port", "0").With("Receiving:Keys:0", Key).With("Receiving:KeepAccepting", "00:00:00");
        With("Management:Port", "0").With("Rules:Folder", RulesFolder).With("Journal:Folder", DataFolder);
    }

    public string RulesFolder => _folder.PathOf("rules");

    public string DataFolder => _folder.PathOf("data");

    /// <summary>The log events.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>The clock of the server; null for the system's. Set it before the start.</summary>
    public FakeTimeProvider? Time { get; init; }

    /// <summary>Replaces look-ups at other servers; null: the guarded client.</summary>
    public LookUp? LookUp { get; init; }

    /// <summary>Everything that a terminal would show; complete after the server is disposed.</summary>
    public string Output => $"{_output}{Log.Lines(IsJson ? new JsonLineFormatter() : new TextLineFormatter())}";

    public HttpClient Webhook => field ??= CreateClient();

    /// <summary>A client of the management port.</summary>
    public HttpClient Management => field ??= CreateManagementClient();

    /// <summary>Base address of the public port; only with Kestrel.</summary>
    public Uri PublicAddress => Address(0);

    /// <summary>Base address of the management port; only with Kestrel.</summary>
    public Uri ManagementAddress => Address(1);

    /// <summary>Sets a setting; before the first use.</summary>
    public WebhookApp With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Sets the prefix of message ids, so that two servers over one journal do not share any.</summary>
    public WebhookApp Ids(string ids)
    {
        _ids = ids;
        return this;
    }

    /// <summary>Posts a payload with the right key.</summary>
    public Task<HttpResponseMessage> PostAsync(string payload, string path = "/webhook") =>
        PostAsync(Encoding.UTF8.GetBytes(payload), path);

    public async Task<HttpResponseMessage> PostAsync(
        byte[] payload,
        string path = "/webhook",
        string? contentType = "application/json"
    )
    {
        using var content = new ByteArrayContent(payload);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return await Webhook.PostAsync($"{path}?key={Key}", content, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a text as a customer and returns the text of the reply; null for silence.</summary>
    public async Task<string?> SayAsync(string text, string from = "447700900123")
    {
        using var response = await PostAsync(Payload(text, from, $"{_ids}-{Interlocked.Increment(ref _said)}"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reply = JsonDocument.Parse(await response.TextAsync());
        return reply.RootElement.TryGetProperty("message-out", out var said) ? said.GetString() : null;
    }

    /// <summary>A message in the form of channel 8 (protocol sheet, section 1.6).</summary>
    public static string Payload(string text, string from = "447700900123", string id = "700000001")
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("number", from);
            json.WriteString("message-in", Uri.EscapeDataString(text));
            json.WriteString("message_in_raw", text);
            json.WriteNumber("type", 1);
            json.WriteNumber("application", 8);
            json.WriteString("unique-id", id);
            json.WriteNumber("project-id", 500001);
            json.WriteNumber("direction", 0);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSolutionRelativeContentRoot("");
        foreach (var (setting, value) in _settings)
        {
            builder.UseSetting(setting, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(_ => new LastOfServices(
                _end = new(TaskCreationOptions.RunContinuationsAsynchronously)
            ));
            services.Replace(ServiceDescriptor.Singleton<TextWriter>(_output));
            services.Replace(ServiceDescriptor.Singleton<ILogEventSink>(CaptureLog));
            if (LookUp is { } lookUp)
            {
                services.Replace(ServiceDescriptor.Singleton(lookUp));
            }

            if (Time is { } time)
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            }
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        // The program disposes of its services on a thread of its own.
        await (_end?.Task ?? Task.CompletedTask);
        await _output.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Replaces the terminal, but keeps its count of dropped lines.</summary>
    private CapturedLog CaptureLog(IServiceProvider services)
    {
        services.GetRequiredService<LastOfServices>();
        services.GetRequiredService<TerminalLogMetrics>();
        return Log;
    }

    private bool IsJson => _settings.GetValueOrDefault("Logging:Format") == "json";

    private HttpClient CreateManagementClient()
    {
        var handler = Server.CreateHandler(context => context.Features.Set(ManagementConnection.Instance));
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
    }

    private Uri Address(int listener)
    {
        StartServer();
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        var port = new Uri(
            addresses.Addresses.ElementAt(listener).Replace("[::]", "localhost", StringComparison.Ordinal)
        ).Port;
        return new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Made before all services that log, and so disposed of after them.</summary>
    private sealed class LastOfServices(TaskCompletionSource end) : IDisposable
    {
        public void Dispose() => end.TrySetResult();
    }
}
