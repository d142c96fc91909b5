using System.Net;
using System.Net.Sockets;

namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// Checks media addresses: they must be public and must not redirect (protocol sheet, section 4.1). It fetches nothing
/// and judges the address alone.
/// </summary>
internal static class MediaForm
{
    /// <summary>Null if there is no problem.</summary>
    public static string? Problem(string url, IEnumerable<string> redirecting)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            return "The media URL must be an https address.";

        if (uri.UserInfo.Length > 0 || !IsPublic(uri))
            return "The media URL is not public.";

        return redirecting.Contains(uri.IdnHost, StringComparer.OrdinalIgnoreCase) ? "The media URL redirects." : null;
    }

    private static bool IsPublic(Uri uri)
    {
        if (IPAddress.TryParse(uri.IdnHost, out var address))
            return IsPublic(address);

        return uri.IdnHost.Contains('.', StringComparison.Ordinal)
            && !uri.IdnHost.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
            && !uri.IdnHost.EndsWith(".internal", StringComparison.OrdinalIgnoreCase)
            && !uri.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPublic(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal)
            return false;

        if (address.AddressFamily != AddressFamily.InterNetwork)
            return true;

        return address.GetAddressBytes() switch
        {
            [0 or 10 or 127, ..] or [169, 254, ..] or [192, 168, ..] => false,
            [172, var second, ..] => second is < 16 or > 31,
            [100, var second, ..] => second is < 64 or > 127,
            _ => true,
        };
    }
}
