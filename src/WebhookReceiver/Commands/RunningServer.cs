using System.Net;
using WebhookReceiver.Management;

namespace WebhookReceiver.Commands;

/// <summary>The management port of the running server with the same settings.</summary>
internal sealed class RunningServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new() { Timeout = Patience };
    private readonly ManagementOptions _options;

    private RunningServer(ManagementOptions options) => _options = options;

    public static RunningServer Of(IReadOnlyList<string> settings) => new(OptionsOf(settings));

    /// <summary>The settings of its port, with the key of its file.</summary>
    public static ManagementOptions OptionsOf(IReadOnlyList<string> settings)
    {
        var builder = ServerBuilder.Create([.. settings]);
        var options = builder.Configuration.GetSection("Management").Get<ManagementOptions>() ?? new();
        KeyFile.Apply(options, builder.Environment.ContentRootPath, create: false);
        return VerifiedOptions.Of(options, new ManagementOptionsValidator());
    }

    /// <summary>A request with the operator's key, if there is one.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, AddressOf(path));
        if (_options.HasOperatorKey)
        {
            request.Headers.Add(ManagementKeys.Header, _options.Key);
        }

        return request;
    }

    public Uri AddressOf(string path) => new UriBuilder("http", HostOf(_options.ToAddress()), _options.Port, path).Uri;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.SendAsync(request, cancellationToken);

    public void Dispose() => _client.Dispose();

    private static string HostOf(IPAddress address)
    {
        var host =
            address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : address;
        return host.ToString();
    }
}
