using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace WebhookReceiver.Management;

/// <summary>
/// Recognises requests that a page of another site, open in the operator's browser, can send unasked.
/// </summary>
internal static class ForeignRequest
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>True if a browser names another site's page as the sender. Programs send no such header.</summary>
    public static bool IsOfPage(HttpRequest request, OwnHosts hosts)
    {
        if (IsReading(request))
        {
            return false;
        }

        var site = request.Headers[FetchSite];
        if (site.Count > 0 && site is not ["same-origin" or "none"])
        {
            return true;
        }

        var origin = request.Headers.Origin;
        return origin.Count > 0 && !(origin is [var only] && hosts.IsOwnOrigin(only, request.Host));
    }

    /// <summary>
    /// True for a body, or a body type, other than <c>application/json</c>: a form can send all others.
    /// </summary>
    public static bool HasOtherThanJson(HttpRequest request)
    {
        if (IsReading(request))
        {
            return false;
        }

        return request.Headers.ContentType switch
        {
            [] or [""] => HasBody(request),
            [var type] => !IsJson(type),
            _ => true,
        };
    }

    private static bool IsReading(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsJson(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out var media)
        && media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength is not (null or 0)
        || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
}
