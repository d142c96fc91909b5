using System.Buffers.Binary;
using System.Text;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Sending.Limits;

/// <summary>
/// Stores the times of requests in a file, on the machine's monotonic clock. The file begins with the boot id of that
/// clock: after a reboot the times only mean that they are past.
/// </summary>
internal sealed class RateLimiterState : IDisposable
{
    private const int BootLength = 40;
    private const int PauseAt = BootLength;
    private const int ToldAt = PauseAt + sizeof(long);
    private const int Header = ToldAt + sizeof(long);

    private readonly string _path;
    private readonly string _boot;
    private FileStream _file;

    private RateLimiterState(string path, string boot, FileStream file)
    {
        _path = path;
        _boot = boot;
        _file = file;
    }

    /// <param name="path">The file; created if missing.</param>
    /// <param name="boot">See <see cref="Storage.BootId"/>.</param>
    /// <param name="now">The monotonic clock.</param>
    /// <param name="window">Time for which a request counts.</param>
    /// <param name="kept">The file's content, as times of this boot that are never too early.</param>
    public static RateLimiterState Open(string path, string boot, TimeSpan now, TimeSpan window, out StoredWindow kept)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        kept = Read(bytes, boot, now, window);
        return new RateLimiterState(path, boot, Make(path, boot, kept));
    }

    /// <summary>
    /// Writes a time; 0 for a request in progress. With <paramref name="isDurable"/>, it is durable when this returns.
    /// </summary>
    public void Write(int index, TimeSpan instant, bool isDurable)
    {
        WriteNumber(Header + (index * sizeof(long)), instant.Ticks);
        _file.Flush(isDurable);
    }

    public void WritePause(TimeSpan until) => WriteNumber(PauseAt, until.Ticks);

    public void WriteTold(TimeSpan at) => WriteNumber(ToldAt, at.Ticks);

    /// <summary>Replaces the content; a kill in between leaves the old file.</summary>
    public void Rewrite(StoredWindow kept)
    {
        _file.Dispose();
        _file = Make(_path, _boot, kept);
    }

    public void Dispose() => _file.Dispose();

    private static StoredWindow Read(ReadOnlySpan<byte> bytes, string boot, TimeSpan now, TimeSpan window)
    {
        if (bytes.Length < Header)
        {
            return new StoredWindow([], Pause: default, Told: default);
        }

        var isSameBoot = Encoding.ASCII.GetString(bytes[..BootLength]).TrimEnd(' ') == boot;
        var instants = new List<TimeSpan>();
        for (var at = Header; at + sizeof(long) <= bytes.Length; at += sizeof(long))
        {
            instants.Add(TimeSpan.FromTicks(BinaryPrimitives.ReadInt64LittleEndian(bytes[at..])));
        }

        // What ended before the last request began is certainly over, whatever the clock says.
        var last = instants.Count == 0 ? default : instants.Max();
        var counting = instants
            .Where(instant => instant <= TimeSpan.Zero || instant + window > last)
            .Select(instant => isSameBoot && instant > TimeSpan.Zero && instant < now ? instant : now)
            .Where(instant => instant + window > now);
        return new StoredWindow(
            [.. counting.Order()],
            isSameBoot ? TimeSpan.FromTicks(BinaryPrimitives.ReadInt64LittleEndian(bytes[PauseAt..])) : default,
            isSameBoot ? TimeSpan.FromTicks(BinaryPrimitives.ReadInt64LittleEndian(bytes[ToldAt..])) : default
        );
    }

    // Written to a new file and moved over the old one: a kill leaves one of them whole.
    private static FileStream Make(string path, string boot, StoredWindow kept)
    {
        var fresh = path + ".new";
        using (var file = new FileStream(fresh, PrivateFiles.Options(FileMode.Create, FileAccess.Write)))
        {
            file.Write(Bytes(boot, kept));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
    }

    private static byte[] Bytes(string boot, StoredWindow kept)
    {
        var bytes = new byte[Header + (kept.Instants.Count * sizeof(long))];
        Encoding.ASCII.GetBytes(boot.PadRight(BootLength).AsSpan(0, BootLength), bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(PauseAt), kept.Pause.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(ToldAt), kept.Told.Ticks);
        for (var i = 0; i < kept.Instants.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(Header + (i * sizeof(long))), kept.Instants[i].Ticks);
        }

        return bytes;
    }

    private void WriteNumber(int position, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _file.Position = position;
        _file.Write(bytes);
        _file.Flush();
    }
}

/// <summary>The content of a file of requests.</summary>
/// <param name="Instants">Ends of requests, in order.</param>
/// <param name="Pause">No request before this time.</param>
/// <param name="Told">Time of the last notice about dropped requests.</param>
internal sealed record StoredWindow(IReadOnlyList<TimeSpan> Instants, TimeSpan Pause, TimeSpan Told);
