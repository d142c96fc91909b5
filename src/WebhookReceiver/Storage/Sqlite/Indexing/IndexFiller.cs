using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>
/// Brings the index up to date, a slice of rows at a time. The commit path has nothing to do with it: it reads behind.
/// </summary>
internal sealed class IndexFiller(MessageIndex index, IJournalRows rows, RunningTime time) : IDisposable
{
    private const int RowsAtOnce = 500;
    private const int OpenAtOnce = 1_000;

    /// <summary>Above this many messages a second the processors belong to the answers: the index falls behind.</summary>
    private const int BusyFrom = 2_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Reads all new rows, or as many as fit into the time. Under load, <paramref name="gently"/> reads 500 rows every two seconds.</summary>
    /// <returns>True if nothing is left.</returns>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    public async Task<bool> CatchUpAsync(TimeSpan most, bool gently, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => FillAsync(most, gently, cancellationToken), cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Removes what the journal's retention removed.</summary>
    public Task RetainAsync() =>
        Task.Run(() =>
        {
            if (
                index.Write(writer => writer.Oldest) is { } oldest
                && rows.OldestKept(oldest) is var kept
                && kept > oldest
            )
            {
                index.Write(writer =>
                {
                    writer.RemoveBefore(kept);
                    return true;
                });
            }
        });

    private async Task<bool> FillAsync(TimeSpan most, bool gently, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (!IsOfThisJournal())
        {
            index.Clear();
        }

        ReadOpenAgain();
        while (true)
        {
            var (since, written) = (time.GetTimestamp(), rows.Written);
            if (!Slice())
            {
                return true;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(started) >= most)
            {
                return false;
            }

            if (gently)
            {
                await RestWhileBusyAsync(since, written, cancellationToken);
            }
        }
    }

    private async Task RestWhileBusyAsync(long since, long written, CancellationToken cancellationToken)
    {
        for (var rested = TimeSpan.Zero; rested < LongestRest && IsBusy(); rested += Pause)
        {
            (since, written) = (time.GetTimestamp(), rows.Written);
            await Task.Delay(Pause, cancellationToken);
        }

        bool IsBusy() => rows.Written - written > BusyFrom * time.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>
    /// One slice. The rows are read while the index is held: a contact that is forgotten meanwhile leaves it afterwards.
    /// </summary>
    /// <returns>True if there may be more.</returns>
    private bool Slice() =>
        index.Write(writer =>
        {
            var after = writer.LastRead;
            var slice = rows.After(after, RowsAtOnce);
            if (slice.Last == 0 && slice.Lines.Count == 0)
            {
                return false;
            }

            writer.Add(slice);
            return slice.Last > after;
        });

    private void ReadOpenAgain() =>
        index.Write(writer =>
        {
            var open = writer.Open(OpenAtOnce);
            if (open.Count > 0)
            {
                writer.Replace([.. rows.Of(open).Where(line => line.Fate != LineFate.Open)]);
            }

            return true;
        });

    /// <summary>Whether the journal is the one that was read: it may have been restored from an older copy.</summary>
    private bool IsOfThisJournal() =>
        index.Write(writer =>
        {
            var (last, received) = (writer.LastRead, writer.LastReceivedTicks);
            return last == 0 || rows.IsSame(last, received);
        });
}
