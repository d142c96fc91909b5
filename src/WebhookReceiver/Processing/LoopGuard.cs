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

    /// <summary>Counts an answer; true if it must not be sent once more.</summary>
    public bool IsLoop(IncomingMessage message, ReadOnlyMemory<byte> reply)
    {
        if (_most == 0 || MessageResult.IsSilence(reply))
        {
            return false;
        }

        var contact = contacts.NumberOf(ContactKey.Of(message));
        var said = XxHash3.HashToUInt64(reply.Span);
        var place = contact % Size;
        lock (_locks[place % (ulong)_locks.Length])
        {
            ref var run = ref _runs[place];
            if (run.Contact != contact || run.Reply != said || !IsSoonAfter(run, message))
            {
                run = new Run(contact, said, message.ReceivedAt.UtcTicks, Count: 1);
                return false;
            }

            run = run with { Count = run.Count + 1 };
            return run.Count > _most;
        }
    }

    private static bool IsSoonAfter(in Run run, IncomingMessage message) =>
        Math.Abs(message.ReceivedAt.UtcTicks - run.Since) < Window.Ticks;

    /// <summary>
    /// One contact's run of equal answers. Hashes instead of number and answer: a table that references strings of
    /// young messages makes the garbage collector promote each (measured: a tenth of all pauses).
    /// </summary>
    /// <param name="Since">Ticks, UTC.</param>
    private readonly record struct Run(ulong Contact, ulong Reply, long Since, int Count);
}
