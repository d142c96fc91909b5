using System.Collections.ObjectModel;

namespace WebhookReceiver;

/// <summary>
/// One message as it was received, decoded from any of the platform's spellings (protocol sheet, sections 1.3 to 1.6).
/// Immutable. Texts are exactly what the customer wrote; they are data and are never executed or rendered again.
/// </summary>
public sealed record IncomingMessage
{
    /// <summary>The platform's id of the message (<c>unique-id</c>), as text; <see langword="null"/> when it sent none (section 1.3).</summary>
    public string? Id { get; init; }

    /// <summary>
    /// Who wrote: the number with country code and without <c>+</c>; on Messenger the page-scoped user id; on phone
    /// automation possibly a phone-book name; in a WhatsApp Web group the text "group name @sender" as it came (section 1.3).
    /// Never empty.
    /// </summary>
    public required string Sender { get; init; }

    /// <summary>Display name; <see langword="null"/> where the channel sends none.</summary>
    public string? Name { get; init; }

    /// <summary>What was written, decoded once; the caption of a picture; empty, never <see langword="null"/>, when there is no text.</summary>
    public string Text { get; init; } = "";

    /// <summary>What kind of message it is, decided by the members present first and by <c>type</c> second (section 1.4).</summary>
    public MessageKind Kind { get; init; } = MessageKind.Text;

    /// <summary>Channel id as text (<c>application</c>): "8" is WhatsApp Official, "5" Messenger; an open set (section 1.5). Empty if missing.</summary>
    public string Channel { get; init; } = "";

    /// <summary>Project id as text (<c>project-id</c>); empty if missing.</summary>
    public string Project { get; init; } = "";

    /// <summary>True for an echo of a message we sent ourselves (<c>direction</c> 1); rules are not asked (section 1.3).</summary>
    public bool IsEcho { get; init; }

    /// <summary>
    /// What happened, where nobody wrote and rules of the files react to an event: <c>failed</c>, <c>delivered</c> or <c>read</c> of
    /// something we sent, <c>new-subscriber</c>. Always <see langword="null"/> where plug-ins are asked: they get messages only.
    /// </summary>
    public string? Event { get; init; }

    /// <summary>The group it was written in; <see langword="null"/> for a direct message.</summary>
    public MessageGroup? Group { get; init; }

    /// <summary>Developer payload of a tapped template button, or the id of a tapped reply button; otherwise <see langword="null"/>.</summary>
    public string? ButtonPayload { get; init; }

    /// <summary>The row chosen from a list; otherwise <see langword="null"/>.</summary>
    public ListChoice? ListChoice { get; init; }

    /// <summary>A shared location; otherwise <see langword="null"/>.</summary>
    public Location? Location { get; init; }

    /// <summary>Shared contact cards; empty if none.</summary>
    public IReadOnlyList<ContactCard> Contacts { get; init; } = [];

    /// <summary>
    /// Address of the received media as the platform sent it, unchecked: do not fetch it without checking where it points.
    /// <see langword="null"/> if none.
    /// </summary>
    public string? MediaUrl { get; init; }

    /// <summary>Our own message that the customer replied to (<c>context-msg-id</c>); <see langword="null"/> if none.</summary>
    public string? QuotedMessageId { get; init; }

    /// <summary>
    /// Custom variables of the webhook URL and members this version does not know, by name. Scalars as text, objects and
    /// arrays as their JSON. The caller's key is never among them. Names are case-sensitive.
    /// </summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What earlier rules remembered about this contact, by name; as it was before this message.</summary>
    public IReadOnlyDictionary<string, string> Contact { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The body exactly as received, JSON or form fields; possibly not valid UTF-8.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>When the request arrived. Use this, not the clock, for every decision about time: so an answer can be replayed.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Position of the language that the contact is spoken to in, among those of the rules; null until it is decided.</summary>
    internal int? Language { get; init; }

    /// <summary>Seed for choices that should look random; the same for every delivery of the same message.</summary>
    public long Seed { get; init; }
}
