using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Refuses requests that two servers on the way may read differently and that Kestrel lets through: chunks beside a
/// length, in HTTP/1.0, or in a further encoding, and control bytes. For both ports and before every key. Kestrel refuses
/// the others (docs/security.md).
/// </summary>
internal sealed partial class AmbiguousRequestMiddleware(
    RequestDelegate next,
    RefusalLog refusals,
    ReceivingMetrics metrics,
    ILogger<AmbiguousRequestMiddleware> logger
)
{
    /// <summary>Kestrel moves a Content-Length beside a Transfer-Encoding here, and goes by the latter.</summary>
    private const string LengthBesideChunks = "X-Content-Length";

    /// <summary>Tabs are allowed (RFC 9110, section 5.5).</summary>
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Where(control => control != '\t'),
    ]);

    public Task InvokeAsync(HttpContext context) => IsAmbiguous(context.Request) ? RefuseAsync(context) : next(context);

    private static bool IsAmbiguous(HttpRequest request) =>
        HasControls(request.QueryString.Value)
        || HasControls(request.Headers)
        || (request.Headers.TransferEncoding is { Count: > 0 } encoding && !IsOnlyChunked(encoding, request));

    private static bool IsOnlyChunked(StringValues encoding, HttpRequest request) =>
        encoding.Count == 1
        && string.Equals(encoding[0], "chunked", StringComparison.OrdinalIgnoreCase)
        && !request.Headers.ContainsKey(LengthBesideChunks)
        && HttpProtocol.IsHttp11(request.Protocol);

    private static bool HasControls(string? text) => text.AsSpan().ContainsAny(Controls);

    private static bool HasControls(IHeaderDictionary headers)
    {
        foreach (var (_, values) in headers)
        {
            foreach (var value in values)
            {
                if (HasControls(value))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private Task RefuseAsync(HttpContext context)
    {
        const string reason = "framing";
        metrics.Rejected(reason);
        var address = context.Connection.RemoteIpAddress;
        if (refusals.IsToBeLogged(reason, address))
        {
            Log.Refused(logger, reason, address, context.TraceIdentifier);
        }

        context.Response.Headers.Connection = "close";
        return context.RefuseAsync(StatusCodes.Status400BadRequest, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "refused: {Reason}, from {Address}, {Trace}")]
        public static partial void Refused(ILogger logger, string reason, System.Net.IPAddress? address, string trace);
    }
}
