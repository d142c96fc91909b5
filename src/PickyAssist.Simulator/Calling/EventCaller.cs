using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>A sent event, and its HTTP status; none without an answer.</summary>
internal sealed record SentEvent(DateTimeOffset At, string Body, int? Http);

/// <summary>
/// Calls the event webhook: the answer is not read and there are no retries (protocol sheet, section 3).
/// </summary>
internal sealed class EventCaller(
    IOptions<CallingOptions> options,
    IOptions<PlatformOptions> platform,
    IHttpClientFactory clients,
    Changes changes,
    TimeProvider time
)
{
    private readonly Lock _lock = new();
    private readonly List<SentEvent> _sent = [];

    public string ProjectId => platform.Value.ProjectId;

    public IReadOnlyList<SentEvent> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    public async Task SendAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (options.Value.Events is not { } url)
            return;

        var bytes = WireJson.Bytes(body);
        var at = time.GetUtcNow();
        var http = await PostAsync(url, bytes, cancellationToken);
        lock (_lock)
        {
            _sent.Add(new SentEvent(at, Encoding.UTF8.GetString(bytes), http));
        }

        changes.Tell();
    }

    private async Task<int?> PostAsync(Uri url, byte[] body, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(CallingRegistration.Client);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(options.Value.ContentType);
        try
        {
            using var response = await client.PostAsync(url, content, cancellationToken);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Events are sent once; after an outage the peer asks the report API.
            return null;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
