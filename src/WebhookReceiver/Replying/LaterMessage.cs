namespace WebhookReceiver.Replying;

/// <summary>Something to be sent by Push: later to the contact who wrote, or to somebody else.</summary>
/// <param name="After">How long after the arrival of the message.</param>
/// <param name="Recipient">Number of somebody else; <see langword="null"/>: the contact.</param>
/// <param name="Text">The text, filled in; empty for none.</param>
/// <param name="Media">Address of media; <see langword="null"/> for none.</param>
/// <param name="MediaKind">Its kind.</param>
internal sealed record LaterMessage(
    TimeSpan After,
    string? Recipient,
    string Text,
    Uri? Media = null,
    MessageKind? MediaKind = null
)
{
    /// <summary>Channel id that it goes out by; <see langword="null"/>: that of the message.</summary>
    public string? Channel { get; init; }

    /// <summary>Tried again where nobody knows whether it went out, even if somebody gets it twice.</summary>
    public bool AtLeastOnce { get; init; }

    /// <summary>Id of an approved template that says it where the session is over; <see langword="null"/> for none.</summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's placeholders, filled in.</summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>Channel on which it is tried if it fails for good; <see langword="null"/> for none.</summary>
    public string? IfFailedChannel { get; init; }

    /// <summary>The text there; <see langword="null"/>: the same.</summary>
    public string? IfFailedText { get; init; }
}
