using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Receiving;

/// <summary>
/// The ports as sockets, each with room for so many connections. Without it, idle connections would take every
/// descriptor of the process, which then ends.
/// </summary>
internal sealed class BoundedListeners(
    IOptions<SocketTransportOptions> options,
    IOptions<ReceivingOptions> receiving,
    PortLoads loads,
    ILoggerFactory loggers,
    TimeProvider time
) : IConnectionListenerFactory
{
    private readonly SocketTransportFactory _sockets = new(options, loggers);

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint,
        CancellationToken cancellationToken = default
    )
    {
        var room = ConnectionRoom.OfThisProcess();
        var isPublic = endpoint is IPEndPoint { Port: var port } && port == receiving.Value.Port;
        var load = isPublic ? loads.Public : loads.Management;
        load.Room = isPublic ? room.Public : room.Management;
        var listener = await _sockets.BindAsync(endpoint, cancellationToken);
        return new BoundedListener(listener, load, time, loggers.CreateLogger<BoundedListener>());
    }
}
