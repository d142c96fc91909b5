using System.IO.Hashing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Processing;

/// <summary>
/// Stops endless loops between two machines. A contact who got the same answer several times within a minute gets
/// silence for the rest of that minute. The counts are in memory, in a table of fixed size; a contact evicted from it
/// starts at zero.
/// </summary>
internal sealed class LoopGuard(ProcessingLimits limits, ContactHash contacts)
{
    /// <summary>The name in the journal in place of a rule.</summary>
    public const string Name = "loop-guard";

    private const int Size = 4_096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly int _most = limits.MaxEqualRepliesPerMinute;
    private readonly Run[] _runs = new Run[Size];
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <summary>True if the answer must not be sent once more. Changes nothing: a message may be decided several times.</summary>
    public bool IsLoop(IncomingMessage message, ReadOnlyMemory<byte> reply)
    {
        if (!IsCounted(message, reply))
        {
            return false;
        }

        var run = RunOf(message, reply);
        var place = run.Contact % Size;
        lock (_locks[place % (ulong)_locks.Length])
        {
            var last = _runs[place];
            return last.IsGoneOnBy(run) && last.Count >= _most;
        }
    }

    /// <summary>Counts an answer once it is the message's, and durable.</summary>
    public void Note(IncomingMessage message, ReadOnlyMemory<byte> reply)
    {
        if (!IsCounted(message, reply))
        {
            return;
        }

        var run = RunOf(message, reply);
        var place = run.Contact % Size;
        lock (_locks[place % (ulong)_locks.Length])
        {
            ref var last = ref _runs[place];
            last = last.IsGoneOnBy(run) ? last with { Count = last.Count + 1 } : run;
        }
    }

    // The reply to an event goes out by the Push API, which has limits of its own.
    private bool IsCounted(IncomingMessage message, ReadOnlyMemory<byte> reply) =>
        _most > 0 && message.Event is null && !MessageResult.IsSilence(reply);

    private Run RunOf(IncomingMessage message, ReadOnlyMemory<byte> reply) =>
        new(
            contacts.NumberOf(ContactKey.Of(message)),
            XxHash3.HashToUInt64(reply.Span),
            message.ReceivedAt.UtcTicks,
            Count: 1
        );

    /// <summary>
    /// One contact's run of equal answers. Hashes instead of number and answer: a table that references strings of
    /// young messages makes the garbage collector promote each (measured: a tenth of all pauses).
    /// </summary>
    /// <param name="Since">Ticks, UTC.</param>
    private readonly record struct Run(ulong Contact, ulong Reply, long Since, int Count)
    {
        /// <summary>True if it is the same answer to the same contact, within the window.</summary>
        public bool IsGoneOnBy(in Run next) =>
            Contact == next.Contact && Reply == next.Reply && Math.Abs(next.Since - Since) < Window.Ticks;
    }
}
