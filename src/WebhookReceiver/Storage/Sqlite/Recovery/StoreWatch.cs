using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Notices that files were taken from under the open store, and has its contents written anew. Belongs to the writer's thread.
/// </summary>
internal sealed partial class StoreWatch(StoreOpener opener, JournalHead head, LostFiles lostFiles, ILogger logger)
    : IDisposable
{
    private const string WrittenAnew = "It is written anew from the open file; messages go to the spool meanwhile";
    private const string Salvaged = "What can be read is saved; messages go to the spool meanwhile";

    /// <summary>A store was opened, and is in use from now on.</summary>
    public void Follow()
    {
        try
        {
            head.Follow();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone in this very moment: the next look tells.
        }
    }

    /// <returns>True if the store must not be used any more: the opener has it now.</returns>
    public bool IsLost(SqliteStore store, bool thoroughly)
    {
        var loss =
            store.Files.Look(thoroughly, shorter => IsWhole(store, shorter))
            ?? (
                thoroughly && IsOverwritten ? new StoreLoss(LostFiles.Journal, opener.Path, FileLoss.Overwritten) : null
            );
        if (loss is null)
        {
            return false;
        }

        lostFiles.Found(loss.File, loss.Path, loss.What, loss.IsDamage ? Salvaged : WrittenAnew);
        opener.Take(store, loss);
        return true;
    }

    /// <summary>At the end of the process, what only the open files have would be lost.</summary>
    public void RescueAtEnd(Action beforeSetAside)
    {
        try
        {
            if (opener.HasOrphan)
            {
                opener.Open(StoreCheck.None, beforeSetAside).Dispose();
            }
        }
#pragma warning disable CA1031 // the process ends in any case
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.NotRescued(logger, e);
        }
    }

    private bool IsWhole(SqliteStore store, StoreLoss shorter)
    {
        try
        {
            return shorter.File switch
            {
                LostFiles.Journal => head.IsWhole(),
                LostFiles.Log => WalFile.LengthOf(opener.Path) >= Database.LengthOfLog(store.Connection),
                _ => true,
            };
        }
        catch (Exception e) when (e is IOException or SqliteException)
        {
            return false;
        }
    }

    public void Dispose() => head.Dispose();

    private bool IsOverwritten
    {
        get
        {
            try
            {
                return head.IsOverwritten();
            }
            catch (IOException)
            {
                // A failing disk: its writer notices.
                return false;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "The journal that was removed could not be written anew; what was in it is lost"
        )]
        public static partial void NotRescued(ILogger logger, Exception exception);
    }
}
