using System.Text.Json;
using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// Every request to the Push API in order, in memory and optionally in an append-only file of JSON lines. The line is
/// written before the answer, so that the file stays correct after a kill of the peer or the simulator.
/// </summary>
internal sealed class PushLog : IDisposable
{
    private static readonly byte[] NewLine = [(byte)'\n'];

    private readonly Changes _changes;
    private readonly Lock _lock = new();
    private readonly List<ReceivedPush> _all = [];
    private readonly FileStream? _file;

    public PushLog(IOptions<PlatformOptions> options, Changes changes)
    {
        _changes = changes;
        if (options.Value.Log is { } path)
            _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }

    public IReadOnlyList<ReceivedPush> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    public void Add(ReceivedPush push)
    {
        lock (_lock)
        {
            var numbered = push with { Number = _all.Count + 1 };
            _all.Add(numbered);
            Append(numbered);
        }

        _changes.Tell();
    }

    /// <summary>The most requests in any sixty seconds.</summary>
    public int BusiestMinute()
    {
        var busiest = 0;
        var first = 0;
        var all = All;
        for (var last = 0; last < all.Count; last++)
        {
            while (all[last].At - all[first].At >= TimeSpan.FromMinutes(1))
                first++;
            busiest = Math.Max(busiest, last - first + 1);
        }

        return busiest;
    }

    public void Dispose() => _file?.Dispose();

    private void Append(ReceivedPush push)
    {
        if (_file is null)
            return;

        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(push, PushJson.Readable.ReceivedPush), .. NewLine];
        _file.Write(line);
        _file.Flush();
    }
}
