using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>One variable that a rule remembers about the contact.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value, a template; an empty result is not remembered.</param>
/// <param name="KeepFor">How long; <see langword="null"/>: without limit.</param>
internal sealed record RememberPlan(string Name, ReplyTemplate Value, TimeSpan? KeepFor)
{
    /// <summary>All that a rule remembers; every value sees what was known before the rule.</summary>
    public static ImmutableArray<ContactChange> MakeAll(
        ConversationOptions? options,
        IncomingMessage message,
        IReadOnlyList<KeyValuePair<string, string>> captures
    ) =>
        options is { Remember.IsEmpty: false }
            ? [.. options.Remember.Select(plan => plan.Make(message, captures)).OfType<ContactChange>()]
            : [];

    /// <summary>The message of a contact of whom this is known already: what is said next speaks of it.</summary>
    /// <param name="remembered">What is known from here on.</param>
    /// <param name="message">The message.</param>
    /// <param name="forgotten">Variables that are no longer known.</param>
    public static IncomingMessage Known(
        ImmutableArray<ContactChange> remembered,
        IncomingMessage message,
        IReadOnlyCollection<string>? forgotten = null
    )
    {
        if (remembered.IsEmpty && forgotten is null or { Count: 0 })
        {
            return message;
        }

        var contact = message.Contact.ToDictionary(StringComparer.Ordinal);
        foreach (var name in forgotten ?? [])
        {
            contact.Remove(name);
        }
        foreach (var change in remembered)
        {
            contact[change.Name] = change.Value!;
        }

        return message with
        {
            Contact = contact,
        };
    }

    public ContactChange? Make(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures)
    {
        var value = Value.Render(message, captures).Trim();
        return value.Length == 0
            ? null
            : new ContactChange(
                Name,
                value,
                KeepFor is { } time ? ContactChange.Later(message.ReceivedAt, time) : null
            );
    }
}
