using System.Collections.ObjectModel;

namespace WebhookReceiver;

/// <summary>
/// One received message, decoded from any of the platform's spellings (protocol sheet, sections 1.3 to 1.6). Immutable.
/// Texts are exactly what the contact wrote; the program never executes or renders them.
/// </summary>
public sealed record IncomingMessage
{
    /// <summary>
    /// The platform's id of the message (<c>unique-id</c>), as text; <see langword="null"/> if the platform sent none
    /// (section 1.3).
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// The sender; never empty (section 1.3). Usually the number with country code and without <c>+</c>. On Messenger:
    /// the page-scoped user id. On phone automation: sometimes a phone-book name. In a WhatsApp Web group: the text
    /// "group name @sender".
    /// </summary>
    public required string Sender { get; init; }

    /// <summary>The contact's display name; <see langword="null"/> if the channel sends none (section 1.3).</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The text the contact wrote, or the caption of a picture; decoded once. Empty, never <see langword="null"/>, if
    /// there is no text.
    /// </summary>
    public string Text { get; init; } = "";

    /// <summary>The kind of content. The members present decide first, <c>type</c> second (section 1.4).</summary>
    public MessageKind Kind { get; init; } = MessageKind.Text;

    /// <summary>
    /// The channel id as text (<c>application</c>); empty if missing. "8" is WhatsApp Official, "5" Messenger; the set
    /// is open (section 1.5).
    /// </summary>
    public string Channel { get; init; } = "";

    /// <summary>The project id as text (<c>project-id</c>, section 1.3); empty if missing.</summary>
    public string Project { get; init; } = "";

    /// <summary>
    /// True for an echo of a message that the business sent (<c>direction</c> 1, section 1.3). The program does not ask
    /// rules about it.
    /// </summary>
    public bool IsEcho { get; init; }

    /// <summary>
    /// The event that file rules react to: <c>failed</c>, <c>delivered</c> or <c>read</c> for a sent message, or
    /// <c>new-subscriber</c> (section 3). Always <see langword="null"/> in plug-ins: they get messages only.
    /// </summary>
    public string? Event { get; init; }

    /// <summary>The group of the message; <see langword="null"/> for a direct message.</summary>
    public MessageGroup? Group { get; init; }

    /// <summary>
    /// Developer payload of a tapped template button, or id of a tapped reply button; otherwise <see langword="null"/>
    /// (sections 1.3 and 1.6 e).
    /// </summary>
    public string? ButtonPayload { get; init; }

    /// <summary>The row chosen from a list; otherwise <see langword="null"/>.</summary>
    public ListChoice? ListChoice { get; init; }

    /// <summary>The shared location; otherwise <see langword="null"/>.</summary>
    public Location? Location { get; init; }

    /// <summary>The shared contact cards; empty if none.</summary>
    public IReadOnlyList<ContactCard> Contacts { get; init; } = [];

    /// <summary>
    /// Address of the received media as the platform sent it; <see langword="null"/> if none. It is unchecked: check
    /// its target before you fetch it.
    /// </summary>
    public string? MediaUrl { get; init; }

    /// <summary>
    /// Id of the sent message that the contact replied to (<c>context-msg-id</c>, section 1.3); <see langword="null"/>
    /// if none.
    /// </summary>
    public string? QuotedMessageId { get; init; }

    /// <summary>
    /// Custom variables of the webhook URL (section 1.1) and members that this version does not know, by case-sensitive
    /// name. Scalars are text; objects and arrays are their JSON. The caller's key is never among them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// The values that earlier rules remembered about this contact, by name; the state before this message.
    /// </summary>
    public IReadOnlyDictionary<string, string> Contact { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The body exactly as received: JSON or form fields, possibly not valid UTF-8.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>
    /// The time of the request. Use it instead of the clock for every decision about time; then a replay gives the same
    /// answer.
    /// </summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Position of the language that the contact is spoken to in, among those of the rules; null until it is decided.</summary>
    internal int? Language { get; init; }

    /// <summary>Seed for choices that should look random; the same for every delivery of the same message.</summary>
    public long Seed { get; init; }
}
