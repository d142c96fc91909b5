using System.IO.Hashing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Processing;

/// <summary>
/// Keeps two machines from talking to each other for ever: whoever got the same answer several times within a minute gets
/// silence instead until the minute is over. Kept in memory, in a table of fixed size; whoever is pushed out of it begins anew.
/// </summary>
internal sealed class LoopGuard(ProcessingLimits limits, ContactHash contacts)
{
    /// <summary>What the journal says instead of a rule.</summary>
    public const string Name = "loop-guard";

    private const int Size = 4_096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly int _most = limits.MaxEqualRepliesPerMinute;
    private readonly Run[] _runs = new Run[Size];
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <summary>Notes an answer; true if it must not be given once more.</summary>
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
    /// Hashes, and not the number and the answer: a table that holds on to strings of young messages has each carried
    /// through a collection (measured: a tenth of all pauses).
    /// </summary>
    /// <param name="Since">Ticks, UTC.</param>
    private readonly record struct Run(ulong Contact, ulong Reply, long Since, int Count);
}
