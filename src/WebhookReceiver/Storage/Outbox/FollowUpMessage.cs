using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Outbox;

/// <summary>The reason for sending later.</summary>
internal enum FollowUpKind
{
    /// <summary>To the contact who wrote, some time after the answer (<c>then</c> of a reply).</summary>
    Then = 0,

    /// <summary>To another recipient, for information (<c>tell</c> of a rule).</summary>
    Tell = 1,

    /// <summary>Ordered by an operator, a program or a plug-in.</summary>
    Ordered = 2,

    /// <summary>A reply that came too late for the response.</summary>
    Late = 3,

    /// <summary>In place of another message that did not arrive.</summary>
    Instead = 4,

    /// <summary>
    /// Because of an event that a rule reacted to. Rules get no events about it: they would react to themselves.
    /// </summary>
    Reaction = 5,
}

/// <summary>The replacement for a message that fails for good.</summary>
/// <param name="Channel">Channel id, such as that of SMS.</param>
/// <param name="Text">The text; <see langword="null"/>: the same text.</param>
internal sealed record FollowUpInstead(string Channel, string? Text = null);

/// <summary>
/// A message to send by Push, as stored in the body of a <see cref="FollowUp"/>: complete, with all texts filled in, so
/// that sending needs no rules. The due time is stored beside it.
/// </summary>
internal sealed record FollowUpMessage
{
    /// <summary>Project id of the message that caused it.</summary>
    public required string Project { get; init; }

    /// <summary>Channel id to send through (protocol sheet, section 1.5).</summary>
    public required string Channel { get; init; }

    /// <summary>The recipient, as the platform writes numbers: country code first, no <c>+</c>.</summary>
    public required string Recipient { get; init; }

    public FollowUpKind Kind { get; init; }

    /// <summary>The text, or the caption of the media; empty for none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Public https address of media; <see langword="null"/> for none.</summary>
    public string? Media { get; init; }

    /// <summary>
    /// Kind of the media: Image, Video, Audio or Document; <see langword="null"/>: derived from the extension.
    /// </summary>
    public MessageKind? MediaKind { get; init; }

    /// <summary>File name that the contact sees for a document; <see langword="null"/> for none.</summary>
    public string? MediaName { get; init; }

    public Location? Location { get; init; }

    public IReadOnlyList<ContactCard> Contacts { get; init; } = [];

    /// <summary>Id of the message to quote; <see langword="null"/> for none.</summary>
    public string? Quoted { get; init; }

    /// <summary>
    /// Id of an approved template: used outside the session or, without a text, always; <see langword="null"/> for
    /// none.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's placeholders, in order.</summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>Values of the placeholders in the template's header, in order.</summary>
    public IReadOnlyList<string> TemplateHeader { get; init; } = [];

    /// <summary>Language of the template; <see langword="null"/>: the language of the settings.</summary>
    public string? Language { get; init; }

    /// <summary>Sent again after an unknown outcome, even if the contact may get a duplicate.</summary>
    public bool AtLeastOnce { get; init; }

    /// <summary>The replacement after a final failure; <see langword="null"/> for none.</summary>
    public FollowUpInstead? IfFailed { get; init; }

    /// <summary>The rule that ordered it.</summary>
    public string Rule { get; init; } = "";

    /// <summary>
    /// Key of the message that caused it, 48 hexadecimal digits: one cause never sends the same message twice.
    /// </summary>
    public string Cause { get; init; } = "";

    public static string CauseOf(MessageKey key) => key.ToString();

    /// <summary>One JSON object, without missing members.</summary>
    public byte[] ToJson() => FollowUpJson.Write(this);

    public static FollowUpMessage Read(ReadOnlyMemory<byte> body) => FollowUpJson.Read(body);
}
