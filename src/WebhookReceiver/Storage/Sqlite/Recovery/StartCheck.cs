using System.Buffers.Binary;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Looks at the files of the journal before SQLite opens them at the start: SQLite would delete the log of an empty file, apply a log
/// to an older file, and drop what stands behind a damaged part. Only at the start: to close a file that SQLite has open drops its locks.
/// </summary>
internal sealed partial class StartCheck(JournalPaths paths, RunningState? before, TimeProvider time, ILogger logger)
{
    private const int HeaderLength = 100;
    private const int FormatOffset = 18;

    /// <summary>The format of a file that is not in use with a log, such as a backup.</summary>
    private const byte WithoutLog = 1;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    private readonly string _path = paths.Database;

    /// <exception cref="StartRefusedException">A folder is in the place of the journal.</exception>
    public void Run()
    {
        if (Directory.Exists(_path))
        {
            throw new StartRefusedException(
                $"The journal {_path} cannot be opened: it is a folder. Move it away, or name another data folder with Journal:Folder."
            );
        }

        var file = new FileInfo(_path);
        if (!file.Exists || file.Length == 0)
        {
            Report(file.Exists ? "EMPTY" : "MISSING");
        }
        else if (WalFile.LengthOf(_path) > 0)
        {
            CheckLog();
        }
        else if (before is { HasLog: true })
        {
            Log.LogGone(logger, WalFile.Of(_path));
        }
    }

    private void Report(string what)
    {
        if (WalFile.LengthOf(_path) > 0)
        {
            Log.GoneWithLog(logger, _path, what, WalFile.SetAside(_path, "unused", time.GetUtcNow()));
        }
        else if (paths.MustExist)
        {
            Log.Gone(logger, _path, what);
        }
    }

    /// <summary>Tells that a journal without contents is where one with contents was.</summary>
    public static void TellEmpty(ILogger logger, string path) => Log.Gone(logger, path, "EMPTY");

    private void CheckLog()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        using (var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            _ = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        }

        var scan = WalScan.Of(WalFile.Of(_path));
        if (!header.StartsWith(Magic) || !scan.IsReadable)
        {
            // The opener sets it aside.
            return;
        }

        if (header[FormatOffset] == WithoutLog || IsOfOtherTime(header, scan))
        {
            Log.OfOtherTime(logger, WalFile.SetAside(_path, "unused", time.GetUtcNow()));
        }
        else if (scan.HasCommitBehindDamage)
        {
            Log.DamagedLog(logger, WalFile.CopyAside(_path, "damaged", time.GetUtcNow()));
        }
    }

    /// <summary>
    /// Whatever is in the log, the file had the generation before it at least; and it has none that the log does not have.
    /// </summary>
    private static bool IsOfOtherTime(ReadOnlySpan<byte> header, WalScan scan)
    {
        var generation = BinaryPrimitives.ReadUInt32BigEndian(header[Generation.Offset..]);
        return (scan.FirstGeneration is { } first && generation + 1 < first)
            || (scan.LastGeneration is { } last && generation > last);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL {Path} IS {What}, but a server ran on this folder before. A new one was begun: what was answered before is forgotten, "
                + "and messages that are delivered again are answered a second time. If this is not meant, stop the server, put a backup there and start again"
        )]
        public static partial void Gone(ILogger logger, string path, string what);

        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL {Path} IS {What}, but its log is there; it is kept as {Aside}. A new journal was begun: what was answered before is forgotten, "
                + "and messages that are delivered again are answered a second time. Stop the server, put a backup there and start again"
        )]
        public static partial void GoneWithLog(ILogger logger, string path, string what, string aside);

        [LoggerMessage(
            LogLevel.Critical,
            "THE LOG OF THE JOURNAL {Path} IS MISSING OR EMPTY, but the server that ran here before was not stopped cleanly: what it stored last is lost. "
                + "Messages that are delivered again may be answered a second time. If you have a newer backup, stop the server, put it there and start again"
        )]
        public static partial void LogGone(ILogger logger, string path);

        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL AND ITS LOG ARE OF DIFFERENT TIMES, as if an older copy was put beside a log that was left there. "
                + "The log is kept as {Aside} and not used; messages that are only in it may be answered a second time when they are delivered again"
        )]
        public static partial void OfOtherTime(ILogger logger, string aside);

        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL'S LOG IS DAMAGED. A copy is kept as {Aside}; what was written behind the damage is lost. "
                + "Restore a backup if you have one: these messages may be answered a second time when they are delivered again"
        )]
        public static partial void DamagedLog(ILogger logger, string aside);
    }
}
