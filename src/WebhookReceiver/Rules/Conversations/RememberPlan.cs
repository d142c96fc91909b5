using WebhookReceiver.Replying;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>One variable that a rule remembers about the contact.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value, a template; an empty result is not remembered.</param>
/// <param name="KeepFor">How long; <see langword="null"/>: without limit.</param>
internal sealed record RememberPlan(string Name, ReplyTemplate Value, TimeSpan? KeepFor)
{
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
