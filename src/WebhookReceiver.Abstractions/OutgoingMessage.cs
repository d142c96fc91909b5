namespace WebhookReceiver;

/// <summary>A message to send by the Push API (protocol sheet, section 4). Immutable.</summary>
public sealed record OutgoingMessage
{
    /// <summary>Number with <c>+</c> and country code, or the subscriber's id where the channel knows no numbers.</summary>
    public required string To { get; init; }

    /// <summary>Channel id, such as "8"; <see langword="null"/>: the one of the settings.</summary>
    public string? Channel { get; init; }

    /// <summary>Text, or the caption of the media; <see langword="null"/> for none.</summary>
    public string? Text { get; init; }

    /// <summary>Public https address of media, which must not redirect; <see langword="null"/> for none.</summary>
    public Uri? MediaUrl { get; init; }

    /// <summary>Name under which a document is shown, at most 20 characters; <see langword="null"/> for none.</summary>
    public string? MediaName { get; init; }

    /// <summary>A location; <see langword="null"/> for none.</summary>
    public Location? Location { get; init; }

    /// <summary>Contact cards; empty for none.</summary>
    public IReadOnlyList<ContactCard> Contacts { get; init; } = [];

    /// <summary>
    /// Id of an approved template. With a <see cref="Text"/>, the template is sent only where the text may not be, since the
    /// contact has not written for 24 hours; without one, always. <see langword="null"/> for none.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's placeholders, in their order; no line breaks.</summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>Values of the placeholders in the template's header, in their order.</summary>
    public IReadOnlyList<string> TemplateHeader { get; init; } = [];

    /// <summary>Language of the template; <see langword="null"/>: the one of the settings.</summary>
    public string? Language { get; init; }

    /// <summary>Id of the message that this one quotes, where the channel can do that; <see langword="null"/> for none.</summary>
    public string? QuotedMessageId { get; init; }

    /// <summary>When to send it; <see langword="null"/>: now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>From then on it is not sent any more; <see langword="null"/>: a day after its time, if the settings say nothing else.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// A name of your own, at most 64 characters: the same reference is sent once, however often it is ordered.
    /// <see langword="null"/>: one is made.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>
    /// True: sent again where nobody knows whether it went out, even if the contact gets it twice. Default false.
    /// </summary>
    public bool AtLeastOnce { get; init; }

    /// <summary>Channel on which it is tried if it fails for good, such as that of SMS; <see langword="null"/> for none.</summary>
    public string? IfFailedChannel { get; init; }

    /// <summary>The text on that channel; <see langword="null"/>: the same text.</summary>
    public string? IfFailedText { get; init; }
}
