using System.Collections.Immutable;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Proving;

/// <summary>The contact of one test: unknown at first, remembered from message to message.</summary>
internal sealed class TestContact
{
    private readonly Dictionary<(bool IsOwn, string Name), Memo> _held = [];

    /// <summary>The message as it comes from somebody of whom this is remembered.</summary>
    public IncomingMessage Known(IncomingMessage message) =>
        message with
        {
            Contact = HeldAt(message.ReceivedAt, isOwn: false),
        };

    public EvaluationContext At(DateTimeOffset instant) => new() { Own = HeldAt(instant, isOwn: true) };

    public void Remember(ImmutableArray<Memo> memos)
    {
        foreach (var memo in memos)
        {
            _held[(memo.IsOwn, memo.Name)] = memo;
        }
    }

    private Dictionary<string, string> HeldAt(DateTimeOffset instant, bool isOwn) =>
        _held
            .Values.Where(memo => memo.IsOwn == isOwn && memo.Value is not null && !(memo.Until <= instant))
            .ToDictionary(memo => memo.Name, memo => memo.Value!, StringComparer.Ordinal);
}
