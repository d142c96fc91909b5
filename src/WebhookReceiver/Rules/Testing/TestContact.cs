using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Testing;

/// <summary>The contact of one test: unknown at first, with its state from message to message.</summary>
internal sealed class TestContact
{
    private readonly Dictionary<string, ContactChange> _held = new(StringComparer.Ordinal);

    /// <summary>The message with this contact's state.</summary>
    public IncomingMessage Known(IncomingMessage message) =>
        message with
        {
            Contact = HeldAt(message.ReceivedAt, isOwn: false),
        };

    public EvaluationContext At(DateTimeOffset instant) => new() { Own = HeldAt(instant, isOwn: true) };

    public void Remember(ImmutableArray<ContactChange> changes)
    {
        foreach (var change in changes)
        {
            _held[change.Name] = change;
        }
    }

    /// <summary>The variables of the rules at an instant, by name.</summary>
    public IReadOnlyList<ContactChange> RememberedAt(DateTimeOffset instant) =>
        [
            .. _held
                .Values.Where(change =>
                    change.OwnName is null && change.Value is not null && !(change.ExpiresAt <= instant)
                )
                .OrderBy(change => change.Name, StringComparer.Ordinal),
        ];

    private Dictionary<string, string> HeldAt(DateTimeOffset instant, bool isOwn) =>
        _held
            .Values.Where(change =>
                change.OwnName is not null == isOwn && change.Value is not null && !(change.ExpiresAt <= instant)
            )
            .ToDictionary(change => change.OwnName ?? change.Name, change => change.Value!, StringComparer.Ordinal);
}
