using System.Net;

namespace WebhookReceiver.Receiving;

internal static class CallerAddresses
{
    /// <summary>The caller's address as people write it: a listener for both versions gives IPv4 as ::ffff:192.0.2.1.</summary>
    public static IPAddress? CallerAddress(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : context.Connection.RemoteIpAddress;
}
