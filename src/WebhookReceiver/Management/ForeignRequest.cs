using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace WebhookReceiver.Management;

/// <summary>What a page of somebody else's, open in the operator's browser, could send here without being asked.</summary>
internal static class ForeignRequest
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>True if a browser says that a page of another site sends this. Programs say nothing about it.</summary>
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

    /// <summary>True if there is a body, or a type of one, that is not <c>application/json</c>: all others a form can send.</summary>
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
