using System.Collections.Frozen;

namespace WebhookReceiver.Storage.Contacts;

/// <summary>A contact's state at an instant: values of the rules, and the program's own.</summary>
/// <param name="Known">Variables of the rules; a message has them in <see cref="IncomingMessage.Contact"/>.</param>
/// <param name="Own">
/// The program's own values, by name without <see cref="ContactState.OwnPrefix"/>; no rule and no plug-in sees them.
/// </param>
internal sealed record ContactView(IReadOnlyDictionary<string, string> Known, IReadOnlyDictionary<string, string> Own)
{
    public static ContactView Nothing { get; } =
        new(FrozenDictionary<string, string>.Empty, FrozenDictionary<string, string>.Empty);
}
