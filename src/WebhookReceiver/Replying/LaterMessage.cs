namespace WebhookReceiver.Replying;

/// <summary>A message to send by Push: later to the contact who wrote, or to another recipient.</summary>
/// <param name="After">Delay after the arrival of the message.</param>
/// <param name="Recipient">Number of another recipient; <see langword="null"/>: the contact.</param>
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
    /// <summary>Channel id to send by; <see langword="null"/>: the message's channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Retried after an unknown outcome, even if the contact may get a duplicate.</summary>
    public bool AtLeastOnce { get; init; }

    /// <summary>Id of an approved template for use outside the session; <see langword="null"/> for none.</summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's placeholders, filled in.</summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>Second channel after a final failure; <see langword="null"/> for none.</summary>
    public string? IfFailedChannel { get; init; }

    /// <summary>The text on the second channel; <see langword="null"/>: the same text.</summary>
    public string? IfFailedText { get; init; }
}
