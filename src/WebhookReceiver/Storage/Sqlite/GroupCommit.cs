using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The result of writing a group.</summary>
/// <param name="Left">Items that are not in the store.</param>
/// <param name="Fault">Set if the store failed; otherwise the store refused the remaining items row by row.</param>
internal readonly record struct GroupResult(PendingWrite[] Left, SqliteException? Fault);

/// <summary>Writes a group in one transaction; if one row fails, each row in its own.</summary>
internal static class GroupCommit
{
    public static GroupResult Run(SqliteStore store, PendingWrite[] group, long now)
    {
        try
        {
            store.Commit(group, now);
            return new GroupResult([], null);
        }
        catch (SqliteException e) when (StoreFault.KindOf(e) is StoreFault.Row)
        {
            return OneByOne(store, group, now);
        }
        catch (SqliteException e)
        {
            return new GroupResult(Reset(group), e);
        }
    }

    private static GroupResult OneByOne(SqliteStore store, PendingWrite[] group, long now)
    {
        var left = new List<PendingWrite>();
        for (var i = 0; i < group.Length; i++)
        {
            try
            {
                store.Commit(group.AsSpan(i, 1), now);
            }
            catch (SqliteException e) when (StoreFault.KindOf(e) is StoreFault.Row)
            {
                left.Add(group[i]);
            }
            catch (SqliteException e)
            {
                return new GroupResult(Reset([.. left, .. group[i..]]), e);
            }
        }

        return new GroupResult(Reset([.. left]), null);
    }

    private static PendingWrite[] Reset(PendingWrite[] group)
    {
        foreach (var write in group)
        {
            write.Reset();
        }

        return group;
    }
}
