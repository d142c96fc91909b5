using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Marks a connection that the management port took. The listener says so, never a header that the caller writes.
/// What carries no mark came from the world.
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
