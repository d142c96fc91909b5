using Microsoft.Extensions.Options;
using WebhookReceiver.Journal;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Keeps two machines from talking to each other for ever: whoever got the same answer several times within a minute gets
/// silence instead until the minute is over. Kept in memory, in a table of fixed size; whoever is pushed out of it begins anew.
/// </summary>
internal sealed class LoopGuard(IOptions<ReceivingOptions> options)
{
    /// <summary>What the journal says instead of a rule.</summary>
    public const string Name = "loop-guard";

    private const int Size = 4_096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly int _most = options.Value.MaxEqualRepliesPerMinute;
    private readonly Run[] _runs = new Run[Size];
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <summary>Notes an answer; true if it must not be given once more.</summary>
    public bool IsLoop(IncomingMessage message, ReadOnlyMemory<byte> reply)
    {
        if (_most == 0 || Verdict.IsSilence(reply))
        {
            return false;
        }

        var contact = ContactKey.Of(message);
        var place = (uint)contact.GetHashCode() % Size;
        lock (_locks[place % _locks.Length])
        {
            ref var run = ref _runs[place];
            if (run.Count == 0 || run.Contact != contact || !IsSame(run, message, reply))
            {
                run = new Run(contact, reply, message.ReceivedAt, Count: 1);
                return false;
            }

            run = run with { Count = run.Count + 1 };
            return run.Count > _most;
        }
    }

    private static bool IsSame(in Run run, IncomingMessage message, ReadOnlyMemory<byte> reply) =>
        (message.ReceivedAt - run.Since).Duration() < Window && run.Reply.Span.SequenceEqual(reply.Span);

    private readonly record struct Run(ContactKey Contact, ReadOnlyMemory<byte> Reply, DateTimeOffset Since, int Count);
}
