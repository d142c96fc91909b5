namespace WebhookReceiver.Api;

/// <summary>A person who wrote: an item of <c>GET /api/conversations</c>.</summary>
public sealed record Conversation
{
    /// <summary>Name of the contact in addresses, such as <c>c_5f1e02ab33cd4e55</c>; tells nothing of the number.</summary>
    public required string Contact { get; init; }

    /// <summary>The masked number, such as <c>•••17</c>.</summary>
    public required string Shown { get; init; }

    /// <summary>The name that the contact shows; <see langword="null"/> for none.</summary>
    public string? Name { get; init; }

    /// <summary>Channel of the last message.</summary>
    public required string Channel { get; init; }

    /// <summary>Project of the last message.</summary>
    public required string Project { get; init; }

    /// <summary>The last message that fits the query.</summary>
    public required ConversationMessage Last { get; init; }

    /// <summary>Number of messages that fit the query.</summary>
    public required long Count { get; init; }

    /// <summary>Whether a person is to answer now.</summary>
    public bool Waiting { get; init; }

    /// <summary>Whether the contact opted out.</summary>
    public bool Stopped { get; init; }
}

/// <summary>A message in a list.</summary>
public sealed record ConversationMessage
{
    /// <summary>Number of the message in the journal.</summary>
    public required string Id { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its text; empty for a picture without a caption.</summary>
    public required string Text { get; init; }

    /// <summary>The rule that answered; <see langword="null"/> for none.</summary>
    public string? Rule { get; init; }

    /// <summary>answered, fallback, none, silent, handover or failed.</summary>
    public required string Outcome { get; init; }

    /// <summary>Whether a rule other than the fallback understood it.</summary>
    public bool Understood { get; init; }
}

/// <summary>What to look for in <c>GET /api/conversations</c>; every omitted part means all.</summary>
public sealed record ConversationQuery
{
    /// <summary>Words in the texts of contacts and answers; accents and case do not count, the last word may be a beginning.</summary>
    public string? Text { get; init; }

    /// <summary>Only messages that this rule answered.</summary>
    public string? Rule { get; init; }

    /// <summary>Only messages that were understood, or were not.</summary>
    public bool? Understood { get; init; }

    /// <summary>Only those of this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Only those of this project.</summary>
    public string? Project { get; init; }

    /// <summary>Only those in this language.</summary>
    public string? Language { get; init; }

    /// <summary>Only people who wait for a person.</summary>
    public bool? Waiting { get; init; }

    /// <summary>Only messages from this instant on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only messages before this instant.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The <c>next</c> of the part before.</summary>
    public string? After { get; init; }

    /// <summary>At most this many, up to 200.</summary>
    public int? Limit { get; init; }
}

/// <summary>One conversation in both directions: <c>GET /api/conversations/{contact}</c>.</summary>
public sealed record ConversationLines
{
    /// <summary>Name of the contact in addresses.</summary>
    public required string Contact { get; init; }

    /// <summary>The masked number.</summary>
    public required string Shown { get; init; }

    /// <summary>The name that the contact shows; <see langword="null"/> for none.</summary>
    public string? Name { get; init; }

    /// <summary>The newest lines, the oldest of them first.</summary>
    public required IReadOnlyList<ConversationLine> Lines { get; init; }

    /// <summary>The value of <c>after</c> for the older lines; <see langword="null"/> if there are none.</summary>
    public string? Next { get; init; }

    /// <summary>What holds for the contact now.</summary>
    public required ContactNow State { get; init; }
}

/// <summary>One bubble of a conversation.</summary>
public sealed record ConversationLine
{
    /// <summary>
    /// Name of the line: <c>4</c> for message 4, <c>4r</c> for the reply to it, <c>o2</c> for entry 2 of the outbox.
    /// </summary>
    public required string Id { get; init; }

    /// <summary><c>in</c>: the contact wrote; <c>reply</c>: the instant answer; <c>out</c>: sent by Push.</summary>
    public required string Kind { get; init; }

    /// <summary>When it arrived, was answered, or is due.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its text; what looks like a card number is hidden.</summary>
    public required string Text { get; init; }

    /// <summary>Channel id.</summary>
    public required string Channel { get; init; }

    /// <summary>Kind of content, such as <c>text</c>, <c>image</c>, <c>location</c>.</summary>
    public required string Content { get; init; }

    /// <summary>Address of media; <see langword="null"/> for none.</summary>
    public string? Media { get; init; }

    /// <summary>The rule of a reply or a follow-up; <see langword="null"/> for none.</summary>
    public string? Rule { get; init; }

    /// <summary>Version of the rules that answered.</summary>
    public string? Version { get; init; }

    /// <summary>Time to decide, in microseconds.</summary>
    public long? Micros { get; init; }

    /// <summary>Outcome of a message in: answered, fallback, none, silent, handover or failed.</summary>
    public string? Outcome { get; init; }

    /// <summary>Reference of an outgoing message.</summary>
    public string? Reference { get; init; }

    /// <summary>State of an outgoing message, such as <c>delivered</c>.</summary>
    public string? State { get; init; }

    /// <summary>The reason for the state.</summary>
    public string? Detail { get; init; }

    /// <summary>When the state last changed.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>The person who wrote an outgoing message; <see langword="null"/> if a rule or a program did.</summary>
    public string? By { get; init; }
}

/// <summary>What holds for a contact now.</summary>
public sealed record ContactNow
{
    /// <summary>Until when a person answers; <see langword="null"/>: the rules answer.</summary>
    public DateTimeOffset? HandoverUntil { get; init; }

    /// <summary>Whether a person answers now; without an end it lasts until it is given back.</summary>
    public bool Handover { get; init; }

    /// <summary>Whether the contact opted out: nothing can be sent.</summary>
    public bool Stopped { get; init; }

    /// <summary>Until when free text may be sent; <see langword="null"/> if it may not, or on a channel without sessions.</summary>
    public DateTimeOffset? WindowUntil { get; init; }

    /// <summary>Whether the channel allows free text only for a time after the contact wrote.</summary>
    public bool HasWindow { get; init; }

    /// <summary>Language of the contact, if it is known.</summary>
    public string? Language { get; init; }

    /// <summary>The variables that the rules remember.</summary>
    public required IReadOnlyList<Remembered> Remembered { get; init; }
}

/// <summary>A remembered variable of a contact.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Until">When it is forgotten; <see langword="null"/>: never.</param>
public sealed record Remembered(string Name, string Value, DateTimeOffset? Until = null);

/// <summary>A number in clear: <c>GET /api/contacts/{contact}/number</c>.</summary>
/// <param name="Number">The number or id, as the platform writes it.</param>
public sealed record ContactNumber(string Number);

/// <summary>A message of the journal: <c>GET /api/journal/{id}</c>.</summary>
public sealed record JournalMessage
{
    /// <summary>Its number.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the contact in addresses.</summary>
    public required string Contact { get; init; }

    /// <summary>The masked number.</summary>
    public required string Shown { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Kind of content.</summary>
    public required string Content { get; init; }

    /// <summary>Channel id.</summary>
    public required string Channel { get; init; }

    /// <summary>Project id.</summary>
    public required string Project { get; init; }

    /// <summary>The rule that answered; <see langword="null"/> for none.</summary>
    public string? Rule { get; init; }

    /// <summary>Version of the rules that answered.</summary>
    public string? Version { get; init; }

    /// <summary>Time to decide, in microseconds.</summary>
    public long? Micros { get; init; }

    /// <summary>The instant reply as it was sent, JSON; <see langword="null"/> while it is not answered.</summary>
    public string? Reply { get; init; }

    /// <summary>The body as it was received; only for an owner.</summary>
    public string? Raw { get; init; }
}
