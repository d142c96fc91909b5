using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Marks a connection of the management port. Only the listener sets it, never a caller's header. A connection without
/// it is public.
/// </summary>
internal sealed class ManagementConnection
{
    public static ManagementConnection Instance { get; } = new();
}

internal static class ManagementConnectionExtensions
{
    public static void MarkAsManagement(this ListenOptions listener) =>
        listener.Use(next =>
            connection =>
            {
                connection.Features.Set(ManagementConnection.Instance);
                return next(connection);
            }
        );

    public static bool IsManagement(this HttpContext context) =>
        context.Features.Get<ManagementConnection>() is not null;
}
