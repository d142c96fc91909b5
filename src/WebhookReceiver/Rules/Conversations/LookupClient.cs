using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// Runs look-ups: https and listed hosts only, public addresses and listed networks only, no redirects, no proxy, no
/// cookies, 256 KB, with a time limit. Every server behaviour has an outcome.
/// </summary>
internal sealed partial class LookupClient(
    HttpMessageInvoker http,
    IOptions<RulesOptions> options,
    TimeProvider time,
    ILogger<LookupClient> logger
) : IDisposable
{
    /// <summary>The failure of a host with an address that is not public.</summary>
    public const string NotPublic =
        "its address is not public, and only public ones are dialled; for a server of your own, name its network in Rules:LookupNetworks, such as 10.1.2.0/24";

    private const int MostBytes = 256 * 1024;

    private readonly HashSet<string> _hosts = new(options.Value.LookupHosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>A connection restricted to allowed addresses.</summary>
#pragma warning disable CA2000 // the invoker disposes of its handler
    public static HttpMessageInvoker Guarded(RulesOptions options) =>
        new(PublicDialler.Handler(Networks.Parse(options.LookupNetworks)));
#pragma warning restore CA2000

    public async ValueTask<LookupOutcome> LookUpAsync(
        LookupRequest request,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var address = request.Address;
        if (!IsAllowed(address))
        {
            return Failed(address, "the host is not in the setting Rules:LookupHosts");
        }

        using var late = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // A handler may notice the timeout late; the contact cannot wait that long.
            return await AskAsync(request, stop.Token).WaitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            return Failed(address, "no answer in time");
        }
        catch (Exception e) when (e is NotPublicException || e.InnerException is NotPublicException)
        {
            return Failed(address, NotPublic);
        }
#pragma warning disable CA1031 // external servers fail in every way; the rule has a text for it
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failed(address, e.GetType().Name);
        }
    }

    public void Dispose() => http.Dispose();

    private bool IsAllowed(Uri address) =>
        address is { Scheme: "https", UserInfo: "" } && (_hosts.Contains(address.Authority));

    private async Task<LookupOutcome> AskAsync(LookupRequest asked, CancellationToken cancellationToken)
    {
        var address = asked.Address;
        using var request = RequestOf(asked);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return LookupOutcome.Missing;
        }

        if (!response.IsSuccessStatusCode)
        {
            return Failed(address, $"status {(int)response.StatusCode}");
        }

        var body = await ReadAsync(response.Content, cancellationToken);
        // n8n and its like say so when they go on by themselves.
        var mayTake =
            asked.Body is not null && response.StatusCode is (HttpStatusCode.Accepted or HttpStatusCode.NoContent);
        return mayTake && body is not null && !IsObject(body) ? LookupOutcome.Taken
            : body is null ? Failed(address, "more than 256 KB")
            : IsObject(body) ? new LookupOutcome(LookupKind.Found, Encoding.UTF8.GetString(body))
            : Failed(address, "not a JSON object");
    }

    private static HttpRequestMessage RequestOf(LookupRequest asked)
    {
        var request = new HttpRequestMessage(asked.Body is null ? HttpMethod.Get : HttpMethod.Post, asked.Address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (asked.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (asked.Key is { } key)
            {
                request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            }
        }

        return request;
    }

    /// <summary>The body; <see langword="null"/> if it is too long, whatever length was announced.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (body.Length + read > MostBytes)
            {
                return null;
            }

            await body.WriteAsync(piece.AsMemory(0, read), cancellationToken);
        }

        return body.ToArray();
    }

    private static bool IsObject(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The log may show the host; the path may contain a contact's words.</summary>
    private LookupOutcome Failed(Uri address, string why)
    {
        Log.Failed(logger, address.Host, why);
        return LookupOutcome.Failed(why);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A look-up at {Host} failed: {Reason}")]
        public static partial void Failed(ILogger logger, string host, string reason);
    }
}
