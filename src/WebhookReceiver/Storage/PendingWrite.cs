using System.Threading.Tasks.Sources;

namespace WebhookReceiver.Storage;

/// <summary>
/// An item on its way to the disk, and the promise to its waiter. The writer completes promises only on the thread
/// pool, a few at a time, so it never runs a continuation itself.
/// </summary>
internal sealed class PendingWrite(JournalItem item) : IValueTaskSource<CommitResult>
{
    private ManualResetValueTaskSourceCore<CommitResult> _core;

    public JournalItem Item { get; } = item;

    /// <summary>The valid reply; the writer sets it before it completes the promise.</summary>
    public ReadOnlyMemory<byte> Reply { get; set; } = OwnReplyOf(item);

    /// <summary>What became of it in a store with several processes; <see langword="null"/>: it counts.</summary>
    public CommitResult? Other { get; set; }

    /// <summary>Number of this write in this process, by which a shared store knows it again.</summary>
    public long Stamp { get; init; }

    /// <summary>The reason why it could not be stored; <see langword="null"/> if it was.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Discards the result of a transaction that was rolled back.</summary>
    public void Reset() => Reply = OwnReplyOf(Item);

    public ValueTask<CommitResult> Kept => new(this, _core.Version);

    public void KeepPromise()
    {
        if (Fault is null)
        {
            _core.SetResult(Other ?? CommitResult.Counts(Reply));
            return;
        }

        _core.SetException(Fault);
    }

    private static ReadOnlyMemory<byte> OwnReplyOf(JournalItem item) =>
        (item as JournalRecord)?.Answer?.Reply ?? default;

    CommitResult IValueTaskSource<CommitResult>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<CommitResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<CommitResult>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => _core.OnCompleted(continuation, state, token, flags);
}

/// <summary>Completes some promises of one group, one after the other, on a pool thread.</summary>
internal sealed class CommitNotifier(PendingWrite[] group, int from, int to) : IThreadPoolWorkItem
{
    private const int AtOnce = 32;

    public static void Release(PendingWrite[] group)
    {
        for (var from = 0; from < group.Length; from += AtOnce)
        {
            var to = Math.Min(from + AtOnce, group.Length);
            ThreadPool.UnsafeQueueUserWorkItem(new CommitNotifier(group, from, to), preferLocal: false);
        }
    }

    public void Execute()
    {
        for (var i = from; i < to; i++)
        {
            group[i].KeepPromise();
        }
    }
}
