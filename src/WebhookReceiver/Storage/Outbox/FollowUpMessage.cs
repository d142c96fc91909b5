using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Outbox;

/// <summary>Why something is sent later.</summary>
internal enum FollowUpKind
{
    /// <summary>To the contact who wrote, some time after the answer (<c>then</c> of a reply).</summary>
    Then = 0,

    /// <summary>To somebody else, who shall know of it (<c>tell</c> of a rule).</summary>
    Tell = 1,

    /// <summary>Ordered by a person, a program or a plug-in.</summary>
    Ordered = 2,

    /// <summary>A reply that came too late for the response.</summary>
    Late = 3,

    /// <summary>In place of another message that did not arrive.</summary>
    Instead = 4,

    /// <summary>Because of an event that a rule reacted to. What becomes of it is no event to rules: they would talk to themselves.</summary>
    Reaction = 5,
}

/// <summary>What is sent in place of a message that fails for good.</summary>
/// <param name="Channel">Channel id, such as that of SMS.</param>
/// <param name="Text">The text; <see langword="null"/>: the same.</param>
internal sealed record FollowUpInstead(string Channel, string? Text = null);

/// <summary>
/// What is to be sent by Push, as it is kept in the body of a <see cref="FollowUp"/>: complete, so that whoever sends it
/// needs no rules. Texts are filled in already. When it is due stands beside it.
/// </summary>
internal sealed record FollowUpMessage
{
    /// <summary>Project id of the message that caused it.</summary>
    public required string Project { get; init; }

    /// <summary>Channel id to send through (protocol sheet, section 1.5).</summary>
    public required string Channel { get; init; }

    /// <summary>Who gets it, as the platform writes numbers: country code first, no <c>+</c>.</summary>
    public required string Recipient { get; init; }

    public FollowUpKind Kind { get; init; }

    /// <summary>The text, or the caption of the media; empty for none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Public https address of media; <see langword="null"/> for none.</summary>
    public string? Media { get; init; }

    /// <summary>Kind of the media: Image, Video, Audio or Document; <see langword="null"/>: told from the extension.</summary>
    public MessageKind? MediaKind { get; init; }

    /// <summary>Name under which a document is shown; <see langword="null"/> for none.</summary>
    public string? MediaName { get; init; }

    public Location? Location { get; init; }

    public IReadOnlyList<ContactCard> Contacts { get; init; } = [];

    /// <summary>Id of the message that it quotes; <see langword="null"/> for none.</summary>
    public string? Quoted { get; init; }

    /// <summary>
    /// Id of an approved template: says it where the session is over or, without a text, wherever; <see langword="null"/> for none.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's placeholders, in their order.</summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>Values of the placeholders in the template's header, in their order.</summary>
    public IReadOnlyList<string> TemplateHeader { get; init; } = [];

    /// <summary>Language of the template; <see langword="null"/>: as the settings have it.</summary>
    public string? Language { get; init; }

    /// <summary>Sent again where nobody knows whether it went out, even if somebody gets it twice.</summary>
    public bool AtLeastOnce { get; init; }

    /// <summary>What is sent if it fails for good; <see langword="null"/> for nothing.</summary>
    public FollowUpInstead? IfFailed { get; init; }

    /// <summary>The rule that wants it.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Key of the message that caused it, 48 hexadecimal digits: the same cause never sends the same twice.</summary>
    public string Cause { get; init; } = "";

    public static string CauseOf(MessageKey key) => key.ToString();

    /// <summary>One JSON object; what is missing is left out.</summary>
    public byte[] ToJson() => FollowUpJson.Write(this);

    public static FollowUpMessage Read(ReadOnlyMemory<byte> body) => FollowUpJson.Read(body);
}
