using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace WebhookReceiver.Receiving;

/// <summary>A connection that holds a place of its port until it is closed.</summary>
/// <param name="socket">The connection.</param>
/// <param name="opened">The timestamp of its acceptance.</param>
/// <param name="leave">Called when it is closed.</param>
internal sealed class BoundedConnection(ConnectionContext socket, long opened, Action<BoundedConnection> leave)
    : ConnectionContext
{
    public long Opened => opened;

    /// <summary>Its place among the open connections; the port's.</summary>
    public LinkedListNode<BoundedConnection>? Place { get; set; }

    public bool IsAskedToClose { get; private set; }

    public override string ConnectionId
    {
        get => socket.ConnectionId;
        set => socket.ConnectionId = value;
    }

    public override IFeatureCollection Features => socket.Features;

    public override IDictionary<object, object?> Items
    {
        get => socket.Items;
        set => socket.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => socket.Transport;
        set => socket.Transport = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => socket.ConnectionClosed;
        set => socket.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => socket.LocalEndPoint;
        set => socket.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => socket.RemoteEndPoint;
        set => socket.RemoteEndPoint = value;
    }

    /// <summary>
    /// Closes it now if it is idle, otherwise after the answer to its request. The server knows which: it sees every
    /// byte.
    /// </summary>
    public void AskToClose()
    {
        IsAskedToClose = true;
        Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    public override void Abort(ConnectionAbortedException abortReason) => socket.Abort(abortReason);

    public override void Abort() => socket.Abort();

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await socket.DisposeAsync();
        }
        finally
        {
            leave(this);
            await base.DisposeAsync();
        }
    }
}
