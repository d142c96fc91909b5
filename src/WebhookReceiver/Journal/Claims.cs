using System.Collections.Concurrent;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Journal;

/// <summary>Messages that are being decided in this process. Who begins a claim decides; all others join.</summary>
internal sealed class Claims
{
    private readonly ConcurrentDictionary<MessageKey, Claim> _running = new();

    public int Count => _running.Count;

    /// <summary>True: the claim is ours and must be ended. False: <paramref name="claim"/> is the twin to join.</summary>
    public bool TryBegin(MessageKey key, out Claim claim)
    {
        var own = new Claim();
        claim = _running.GetOrAdd(key, own);
        return ReferenceEquals(claim, own);
    }

    /// <summary>Ends a claim with the reply; it must be findable in the journal by now.</summary>
    public void End(MessageKey key, Claim claim, ReadOnlyMemory<byte> reply)
    {
        _running.TryRemove(new KeyValuePair<MessageKey, Claim>(key, claim));
        claim.Complete(reply);
    }

    /// <summary>Ends a claim without a reply: the twins fail alike and the next delivery starts anew.</summary>
    public void Fail(MessageKey key, Claim claim, Exception fault)
    {
        _running.TryRemove(new KeyValuePair<MessageKey, Claim>(key, claim));
        claim.Fail(fault);
    }
}

/// <summary>One running message. Costs a promise only if somebody joins.</summary>
internal sealed class Claim
{
    private static readonly TaskCompletionSource<ReadOnlyMemory<byte>> Ended = new();

    private TaskCompletionSource<ReadOnlyMemory<byte>>? _twins;
    private ReadOnlyMemory<byte> _reply;
    private Exception? _fault;

    /// <summary>The reply of the one who decides.</summary>
    public Task<ReadOnlyMemory<byte>> JoinAsync()
    {
        var mine = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Interlocked.CompareExchange(ref _twins, mine, null);
        if (ReferenceEquals(before, Ended))
        {
            return _fault is null ? Task.FromResult(_reply) : Task.FromException<ReadOnlyMemory<byte>>(_fault);
        }

        return (before ?? mine).Task;
    }

    public void Complete(ReadOnlyMemory<byte> reply)
    {
        _reply = reply;
        Interlocked.Exchange(ref _twins, Ended)?.TrySetResult(reply);
    }

    public void Fail(Exception fault)
    {
        _fault = fault;
        Interlocked.Exchange(ref _twins, Ended)?.TrySetException(fault);
    }
}
