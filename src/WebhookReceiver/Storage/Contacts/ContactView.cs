using System.Collections.Frozen;

namespace WebhookReceiver.Storage.Contacts;

/// <summary>What is known of a contact at an instant: what rules remember, and what the program itself keeps.</summary>
/// <param name="Known">Variables of the rules; what a message shows as <see cref="IncomingMessage.Contact"/>.</param>
/// <param name="Own">The program's own, by name without <see cref="ContactState.OwnPrefix"/>; no rule and no plug-in sees them.</param>
internal sealed record ContactView(IReadOnlyDictionary<string, string> Known, IReadOnlyDictionary<string, string> Own)
{
    public static ContactView Nothing { get; } =
        new(FrozenDictionary<string, string>.Empty, FrozenDictionary<string, string>.Empty);
}
