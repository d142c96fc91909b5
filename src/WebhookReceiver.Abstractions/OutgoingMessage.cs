namespace WebhookReceiver;

/// <summary>A message to send by the platform's Push API (protocol sheet, section 4). Immutable.</summary>
public sealed record OutgoingMessage
{
    /// <summary>
    /// The recipient: a number with <c>+</c> and country code, or the subscriber's id on channels without numbers
    /// (sections 4.1 and 4.2).
    /// </summary>
    public required string To { get; init; }

    /// <summary>
    /// The channel id, such as "8" (section 1.5); <see langword="null"/>: the channel of the settings.
    /// </summary>
    public string? Channel { get; init; }

    /// <summary>The text, or the caption of the media; <see langword="null"/> for none.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// Public https address of the media, without redirects (section 4.1); <see langword="null"/> for none.
    /// </summary>
    public Uri? MediaUrl { get; init; }

    /// <summary>
    /// The file name that the contact sees for a document, at most 20 characters (section 4.2); <see langword="null"/>
    /// for none.
    /// </summary>
    public string? MediaName { get; init; }

    /// <summary>The location to send; <see langword="null"/> for none.</summary>
    public Location? Location { get; init; }

    /// <summary>The contact cards to send; empty for none.</summary>
    public IReadOnlyList<ContactCard> Contacts { get; init; } = [];

    /// <summary>
    /// Id of an approved template (section 4.4); <see langword="null"/> for none. With a <see cref="Text"/>, the
    /// program sends the template only outside the session, 24 hours after the contact's last message. Without a text
    /// it always sends the template.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>
    /// Values of the template's placeholders, in order; no line breaks (section 4.4). Empty for none.
    /// </summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>Values of the placeholders in the template's header, in order (section 4.4). Empty for none.</summary>
    public IReadOnlyList<string> TemplateHeader { get; init; } = [];

    /// <summary>Language of the template; <see langword="null"/>: the language of the settings.</summary>
    public string? Language { get; init; }

    /// <summary>
    /// Id of the message to quote, on channels that can quote (section 4.2); <see langword="null"/> for none.
    /// </summary>
    public string? QuotedMessageId { get; init; }

    /// <summary>The time to send the message; <see langword="null"/>: now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>
    /// The time after which the program no longer sends the message; <see langword="null"/>: a day after
    /// <see cref="SendAt"/>, unless the settings say otherwise.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// Your own idempotency key, at most 64 characters: the program sends one message per reference, however often you
    /// order it. <see langword="null"/>: the program makes one.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>
    /// True: the program sends again when it cannot know whether the message went out, so the contact may get a
    /// duplicate. Default false.
    /// </summary>
    public bool AtLeastOnce { get; init; }

    /// <summary>
    /// The second channel to try after a final failure, such as SMS; <see langword="null"/> for none.
    /// </summary>
    public string? IfFailedChannel { get; init; }

    /// <summary>The text on the second channel; <see langword="null"/>: the same text.</summary>
    public string? IfFailedText { get; init; }
}
