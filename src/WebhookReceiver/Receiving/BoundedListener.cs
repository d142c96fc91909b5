using System.Net;
using Microsoft.AspNetCore.Connections;

namespace WebhookReceiver.Receiving;

/// <summary>
/// A port with room for so many connections. When they are all taken, the oldest idle ones are closed, and newcomers
/// wait, at last in the queue of the system. No connection is closed between a request's first byte and its answer.
/// </summary>
internal sealed partial class BoundedListener(
    IConnectionListener sockets,
    int room,
    TimeProvider time,
    ILogger<BoundedListener> logger
) : IConnectionListener
{
    /// <summary>One in so many connections is asked to close at once, the oldest first.</summary>
    private const int ShareToAsk = 4;

    /// <summary>A connection has so long for its first byte, whoever else is waiting.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly LinkedList<BoundedConnection> _open = new();
#pragma warning disable CA2213 // connections give back their places after the port is closed; neither holds a handle
    private readonly SemaphoreSlim _places = new(room, room);
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

        var connection = new BoundedConnection(accepted, time.GetTimestamp(), Leave);
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
                AskTheOldestToClose();
            } while (!await _places.WaitAsync(Moment, _unbound.Token));

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void AskTheOldestToClose()
    {
        var most = Math.Max(1, room / ShareToAsk);
        BoundedConnection[] oldest;
        lock (_open)
        {
            oldest = [.. _open.TakeWhile(HadAMoment).Where(connection => !connection.IsAskedToClose).Take(most)];
        }

        // Outside the lock: a connection may close, and leave, at once.
        foreach (var connection in oldest)
        {
            connection.AskToClose();
        }
    }

    private bool HadAMoment(BoundedConnection connection) => time.GetElapsedTime(connection.Opened) >= Moment;

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
    }

    private void Tell()
    {
        if (_told is { } told && time.GetElapsedTime(told) < BetweenLines)
        {
            return;
        }

        _told = time.GetTimestamp();
        Log.NoRoom(logger, room, EndPoint);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "All {Room} connections of {EndPoint} are taken: idle ones are closed, new ones wait. "
                + "For more, let the process open more files: ulimit -n, LimitNOFILE= or --ulimit nofile"
        )]
        public static partial void NoRoom(ILogger logger, int room, EndPoint endPoint);
    }
}
