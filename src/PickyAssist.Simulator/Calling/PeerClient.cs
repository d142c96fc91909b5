using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>
/// Makes one delivery to the webhook: POST, no authentication header, a time limit of 180 s (protocol sheet, section
/// 1).
/// </summary>
internal sealed class PeerClient(IHttpClientFactory clients, IOptions<CallingOptions> options, TimeProvider time)
{
    private readonly CallingOptions _options = options.Value;

    public Task<Attempt> DeliverAsync(Uri url, JsonObject body, CancellationToken cancellationToken) =>
        _options.Style == "query"
            ? PostAsync(WithMembers(url, body), [], cancellationToken)
            : PostAsync(url, WireJson.Bytes(body), cancellationToken);

    public async Task<Attempt> PostAsync(Uri url, byte[] body, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var started = time.GetTimestamp();
        using var patience = new CancellationTokenSource(_options.AnswerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var client = clients.CreateClient(CallingRegistration.Client);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(_options.ContentType);
        try
        {
            using var response = await client.PostAsync(url, content, either.Token);
            var answer = await response.Content.ReadAsStringAsync(either.Token);
            var http = (int)response.StatusCode;
            return new Attempt(
                at,
                http,
                answer,
                IsSuccess(http) ? null : $"HTTP {http} instead of 200",
                Elapsed(started)
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seconds = _options.AnswerWithin.TotalSeconds;
            return new Attempt(at, null, null, $"no answer within {seconds:0.###} s", Elapsed(started));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Attempt(at, null, null, $"no connection: {e.Message}", Elapsed(started));
        }
    }

    private double Elapsed(long started) => Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1);

    private bool IsSuccess(int http) =>
        _options.SuccessStatuses.Count > 0 ? _options.SuccessStatuses.Contains(http) : http == StatusCodes.Status200OK;

    /// <summary>The older style has no body; objects do not fit into a query (protocol sheet, section 1.1).</summary>
    private static Uri WithMembers(Uri url, JsonObject body)
    {
        var query = new StringBuilder(url.Query.TrimStart('?'));
        foreach (var (key, value) in body.Where(member => member.Value is JsonValue))
        {
            query.Append(query.Length > 0 ? "&" : "").Append(MessageIn.Encode(key)).Append('=');
            // message-in is already encoded once.
            query.Append(key == "message-in" ? value!.ToString() : MessageIn.Encode(value!.ToString()));
        }

        return new UriBuilder(url) { Query = query.ToString() }.Uri;
    }
}
