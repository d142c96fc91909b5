using System.Net;
using Microsoft.AspNetCore.Connections;

namespace WebhookReceiver.Receiving;

/// <summary>
/// A port with room for so many connections. When they are all taken, the oldest are closed that are idle or stopped
/// within the head of a request, and newcomers wait, at last in the queue of the system. No connection is closed between
/// the end of a request's head and its answer.
/// </summary>
internal sealed partial class BoundedListener(
    IConnectionListener sockets,
    PortLoad load,
    TimeProvider time,
    ILogger<BoundedListener> logger
) : IConnectionListener
{
    /// <summary>One in so many connections is closed at once, the oldest first.</summary>
    private const int ShareToClose = 4;

    /// <summary>A connection has so long for its first byte, whoever else is waiting.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    /// <summary>And so long for the head of its request.</summary>
    private static readonly TimeSpan HeadTime = TimeSpan.FromSeconds(1);

    /// <summary>Its time for both once the port has been full for longer than that: whoever waits shall wait briefly.</summary>
    private static readonly TimeSpan Hurry = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly LinkedList<BoundedConnection> _open = new();
#pragma warning disable CA2213 // connections give back their places after the port is closed; neither holds a handle
    private readonly SemaphoreSlim _places = new(load.Room, load.Room);
    private readonly CancellationTokenSource _unbound = new();
#pragma warning restore CA2213
    private long? _told;

    public EndPoint EndPoint => sockets.EndPoint;

    /// <summary>Null once the port is closed.</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        var accepted = await sockets.AcceptAsync(cancellationToken);
        if (accepted is null)
        {
            return null;
        }

        if (!await TakePlaceAsync())
        {
            await accepted.DisposeAsync();
            return null;
        }

        var connection = new BoundedConnection(accepted, time, Leave);
        accepted.Features.Set(connection);
        lock (_open)
        {
            connection.Place = _open.AddLast(connection);
        }

        return connection;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _unbound.CancelAsync();
        await sockets.UnbindAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _unbound.CancelAsync();
        await sockets.DisposeAsync();
    }

    /// <summary>Waits for a place; false once the port is closed.</summary>
    private async ValueTask<bool> TakePlaceAsync()
    {
#pragma warning disable VSTHRD103 // a wait with zero timeout never blocks
        if (_places.Wait(0))
#pragma warning restore VSTHRD103
        {
            return true;
        }

        Tell();
        try
        {
            do
            {
                MakeRoom(isInHurry: load.Full() >= HeadTime);
            } while (!await _places.WaitAsync(BetweenRounds, _unbound.Token));

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void MakeRoom(bool isInHurry)
    {
        var (moment, patience) = isInHurry ? (Hurry, Hurry) : (Moment, HeadTime);
        var most = Math.Max(1, load.Room / ShareToClose);
        BoundedConnection[] old;
        lock (_open)
        {
            old = [.. _open.TakeWhile(connection => connection.IsOlderThan(moment))];
        }

        // Outside the lock: a connection may close, and leave, at once.
        foreach (var connection in old.Where(connection => !connection.IsAskedToClose).Take(most))
        {
            connection.AskToClose();
        }

        foreach (var connection in old.Where(connection => connection.IsHalfSent(patience)).Take(most))
        {
            connection.Cut();
        }
    }

    private void Leave(BoundedConnection connection)
    {
        lock (_open)
        {
            if (connection.Place is not { } place)
            {
                return;
            }

            connection.Place = null;
            _open.Remove(place);
        }

        _places.Release();
        if (connection.IsAskedToClose && !connection.IsInRequest)
        {
            load.Closed(connection.IsCut);
        }
    }

    private void Tell()
    {
        if (_told is { } told && time.GetElapsedTime(told) < BetweenLines)
        {
            return;
        }

        _told = time.GetTimestamp();
        Log.NoRoom(logger, load.Room, EndPoint);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "All {Room} connections of {EndPoint} are taken: the oldest that are idle or stop within the head of a request are closed, new ones wait. "
                + "For more, let the process open more files: ulimit -n, LimitNOFILE= or --ulimit nofile"
        )]
        public static partial void NoRoom(ILogger logger, int room, EndPoint endPoint);
    }
}
