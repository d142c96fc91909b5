using System.Net;
using WebhookReceiver.Management;

namespace WebhookReceiver.Commands;

/// <summary>The management port of the server that runs with the same settings.</summary>
internal sealed class RunningServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new() { Timeout = Patience };
    private readonly ManagementOptions _options;

    private RunningServer(ManagementOptions options) => _options = options;

    public static RunningServer Of(IReadOnlyList<string> settings)
    {
        var configuration = ServerBuilder.Create([.. settings]).Configuration;
        return new RunningServer(
            VerifiedOptions.Of(
                configuration.GetSection("Management").Get<ManagementOptions>() ?? new(),
                new ManagementOptionsValidator()
            )
        );
    }

    /// <summary>A request with the operator's key, if there is one.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, string query = "")
    {
        var address = new UriBuilder("http", HostOf(_options.ToAddress()), _options.Port, path, query).Uri;
        var request = new HttpRequestMessage(method, address);
        if (_options.HasKey)
        {
            request.Headers.Add("X-Management-Key", _options.Key);
        }

        return request;
    }

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
