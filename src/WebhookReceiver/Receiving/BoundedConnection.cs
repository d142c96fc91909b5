using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace WebhookReceiver.Receiving;

/// <summary>A connection that holds a place of its port until it is closed.</summary>
/// <param name="socket">The connection.</param>
/// <param name="time">The clock.</param>
/// <param name="leave">Called when it is closed.</param>
internal sealed class BoundedConnection(ConnectionContext socket, TimeProvider time, Action<BoundedConnection> leave)
    : ConnectionContext
{
    private readonly long _opened = time.GetTimestamp();
    private volatile bool _isInRequest;
    private volatile bool _hadRequest;
    private volatile bool _isAskedToClose;
    private long _waiting = time.GetTimestamp();

    /// <summary>Its place among the open connections; the port's.</summary>
    public LinkedListNode<BoundedConnection>? Place { get; set; }

    public bool IsAskedToClose => _isAskedToClose;

    /// <summary>Whether the port closed it because the head of its request did not come.</summary>
    public bool IsCut { get; private set; }

    /// <summary>From the end of a request's head to the end of its answer.</summary>
    public bool IsInRequest => _isInRequest;

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

    public bool IsOlderThan(TimeSpan age) => time.GetElapsedTime(_opened) >= age;

    /// <summary>The head of a request is complete: from now on it is answered before the connection closes.</summary>
    public void BeginRequest() => _isInRequest = true;

    /// <summary>The answer is written, or the request needs none: the place may be taken.</summary>
    public void EndRequest()
    {
        _hadRequest = true;
        if (_isAskedToClose)
        {
            Volatile.Write(ref _waiting, time.GetTimestamp());
        }

        _isInRequest = false;
    }

    /// <summary>
    /// Closes it now if it is idle, otherwise after the answer to its request. The server knows which: it sees every
    /// byte.
    /// </summary>
    public void AskToClose()
    {
        if (_hadRequest)
        {
            // Nobody knows when the next request began.
            Volatile.Write(ref _waiting, time.GetTimestamp());
        }

        _isAskedToClose = true;
        Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    /// <summary>Whether it was asked to close and has been within the head of a request for so long.</summary>
    public bool IsHalfSent(TimeSpan patience) =>
        _isAskedToClose
        && !_isInRequest
        && !IsCut
        && time.GetElapsedTime(Volatile.Read(ref _waiting)) >= patience
        && !HasUnreadBytes();

    /// <summary>Closes it at once.</summary>
    public void Cut()
    {
        IsCut = true;
        socket.Abort(new ConnectionAbortedException("The port is full, and the head of the request did not come."));
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

    /// <summary>Then it is this server that is slow, not the caller.</summary>
    private bool HasUnreadBytes()
    {
        try
        {
            return Features.Get<IConnectionSocketFeature>()?.Socket.Available > 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false; // it has just been closed
        }
    }
}
