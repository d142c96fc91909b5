using System.Collections.Immutable;

namespace WebhookReceiver.Replying;

/// <summary>
/// The messages that a file rule sends besides its answer: <c>then</c> to the contact, <c>tell</c> to others.
/// </summary>
internal sealed record LaterPlan
{
    /// <summary>The recipients' numbers; empty: the contact.</summary>
    public ImmutableArray<string> Recipients { get; init; } = [];

    public TimeSpan After { get; init; }

    public LocalText Text { get; init; } = LocalText.None;

    /// <summary>Address of the media, a template; null if none.</summary>
    public ReplyTemplate? Media { get; init; }

    public MessageKind? MediaKind { get; init; }

    /// <summary>Channel id to send by; null: the message's channel.</summary>
    public string? Channel { get; init; }

    public bool AtLeastOnce { get; init; }

    public string? Template { get; init; }

    public ImmutableArray<LocalText> TemplateValues { get; init; } = [];

    public string? IfFailedChannel { get; init; }

    public LocalText? IfFailedText { get; init; }

    /// <summary>The messages; none if all are empty.</summary>
    /// <exception cref="TemplateException">A template failed.</exception>
    public IEnumerable<LaterMessage> Make(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures)
    {
        var text = Text.Render(message, captures) ?? "";
        var media = Media is null ? null : ReplyPlan.AddressOf(Media.Render(message, captures));
        if (text.Length == 0 && media is null && Template is null)
        {
            return [];
        }

        MessageKind? kind = media is null ? null : MediaKind ?? MediaKinds.Of(media);
        var later = new LaterMessage(After, Recipient: null, text, media, kind)
        {
            Channel = Channel,
            AtLeastOnce = AtLeastOnce,
            Template = Template,
            TemplateValues = TemplateValues.IsEmpty
                ? []
                : [.. TemplateValues.Select(value => value.Render(message, captures) ?? "")],
            IfFailedChannel = IfFailedChannel,
            IfFailedText = IfFailedText?.Render(message, captures),
        };
        return Recipients.IsEmpty ? [later] : [.. Recipients.Select(recipient => later with { Recipient = recipient })];
    }
}
