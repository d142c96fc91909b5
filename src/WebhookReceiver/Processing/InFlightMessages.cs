using System.Collections.Concurrent;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Processing;

/// <summary>
/// The messages that this process handles now. The first delivery processes its message; the others join it.
/// </summary>
internal sealed class InFlightMessages
{
    private readonly ConcurrentDictionary<MessageKey, InFlightMessage> _running = new();

    public int Count => _running.Count;

    /// <summary>
    /// True: this delivery processes the message and must end it. False: <paramref name="message"/> is the one to join.
    /// </summary>
    public bool TryBegin(MessageKey key, out InFlightMessage message)
    {
        var own = new InFlightMessage();
        message = _running.GetOrAdd(key, own);
        return ReferenceEquals(message, own);
    }

    /// <summary>Ends a message with its reply; the journal must find the message by now.</summary>
    public void End(MessageKey key, InFlightMessage message, ReadOnlyMemory<byte> reply)
    {
        _running.TryRemove(new KeyValuePair<MessageKey, InFlightMessage>(key, message));
        message.Complete(reply);
    }

    /// <summary>
    /// Ends a message without a reply: the joined deliveries fail too, and the next delivery starts anew.
    /// </summary>
    public void Fail(MessageKey key, InFlightMessage message, Exception fault)
    {
        _running.TryRemove(new KeyValuePair<MessageKey, InFlightMessage>(key, message));
        message.Fail(fault);
    }
}

/// <summary>One in-flight message. It allocates a promise only when a delivery joins.</summary>
internal sealed class InFlightMessage
{
    private static readonly TaskCompletionSource<ReadOnlyMemory<byte>> Ended = new();

    private TaskCompletionSource<ReadOnlyMemory<byte>>? _twins;
    private ReadOnlyMemory<byte> _reply;
    private Exception? _fault;

    /// <summary>The reply of the delivery that processes the message.</summary>
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
