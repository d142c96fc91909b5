using System.Globalization;
using System.Text;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>What the files must hold at the next start.</summary>
/// <param name="LastMessage">Number of the newest message in the journal.</param>
/// <param name="Spooled">Messages in the spool.</param>
/// <param name="HasLog">True if the journal's log must be there.</param>
internal readonly record struct RunningState(long LastMessage, int Spooled, bool HasLog);

/// <summary>
/// A small file beside the journal while it is in use: a clean stop removes it. So the start after a kill knows what must be there, and tells
/// if a file was removed, cut or replaced meanwhile. It is a hint: to write it is never waited for, and never fails.
/// </summary>
internal sealed class RunningMark
{
    private const string FileName = "journal.running";
    private const int Length = 64;

    private readonly string? _path;
    private RunningState? _written;
    private long _lastMessage;
    private bool _isInUse;

    private RunningMark(string? path, RunningState? before)
    {
        _path = path;
        Before = before;
        _lastMessage = before?.LastMessage ?? 0;
    }

    /// <summary>What an earlier process left that was not stopped cleanly; <see langword="null"/>: it was.</summary>
    public RunningState? Before { get; }

    /// <summary>Reads the mark of an earlier process. A journal that ends with its process has none.</summary>
    public static RunningMark Of(JournalPaths paths)
    {
        if (paths.TemporaryFolder is not null)
        {
            return new RunningMark(null, null);
        }

        var path = Path.Combine(paths.Folder, FileName);
        return new RunningMark(path, Read(path));
    }

    /// <summary>After a kill, what the earlier process left must still be there.</summary>
    public void Expect(StoreOpener opener, int spooled, LostFiles lostFiles)
    {
        if (Before is not { } before)
        {
            return;
        }

        opener.Expect(before.LastMessage);
        if (spooled < before.Spooled)
        {
            lostFiles.SpooledLost(before.Spooled - spooled);
        }
    }

    /// <summary>Writes the state, if it is another one or the file is gone.</summary>
    /// <param name="store">The store; <see langword="null"/>: it fails, and has at least what it had.</param>
    /// <param name="spooled">Messages in the spool.</param>
    /// <param name="hasLog">True if the journal's log must be there.</param>
    public void Write(SqliteStore? store, int spooled, bool hasLog)
    {
        _isInUse |= store is not null;
        _lastMessage = store?.LastId ?? _lastMessage;
        var state = new RunningState(_lastMessage, spooled, hasLog);
        if (_path is null || (_written == state && File.Exists(_path)))
        {
            return;
        }

        try
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"message {state.LastMessage} spooled {state.Spooled} log {(state.HasLog ? 1 : 0)}"
            );
            using var file = new FileStream(
                _path,
                PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite)
            );
            file.Write(Encoding.ASCII.GetBytes(text.PadRight(Length - 1) + "\n"));
            _written = state;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or failing disk has other signs.
        }
    }

    /// <summary>Removes it at the end, unless the journal was never open.</summary>
    /// <param name="isClean">True if everything is in the journal's file alone.</param>
    public void Close(bool isClean)
    {
        try
        {
            if (_path is not null && _isInUse && isClean)
            {
                File.Delete(_path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start then looks for what is there.
        }
    }

    private static RunningState? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var words = File.ReadAllText(path).Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return
                words is ["message", var message, "spooled", var spooled, "log", var log]
                && long.TryParse(message, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                && int.TryParse(spooled, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new RunningState(last, count, log == "1")
                : new RunningState(0, 0, HasLog: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
