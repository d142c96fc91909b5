using System.Collections.Immutable;

namespace WebhookReceiver.Replying;

/// <summary>The answer of a file rule: compiled once, filled in per message.</summary>
internal sealed record ReplyPlan
{
    /// <summary>The texts, chosen by the contact's language and the message's seed; empty for none.</summary>
    public LocalText Texts { get; init; } = LocalText.None;

    /// <summary>Address of the media, a template; null if none.</summary>
    public ReplyTemplate? Media { get; init; }

    /// <summary>Kind of the media; null: derived from the extension.</summary>
    public MessageKind? MediaKind { get; init; }

    /// <summary>0 to 3600 whole seconds.</summary>
    public TimeSpan Delay { get; init; }

    public Location? Location { get; init; }

    /// <summary>Channel id to send by, in a rule for events; null: the event's channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The later messages.</summary>
    public ImmutableArray<LaterPlan> Then { get; init; } = [];

    /// <summary>True for <c>silence: true</c>: no further rule is asked and nothing is sent.</summary>
    public bool IsSilence { get; init; }

    /// <summary>True if every message gets the same bytes, which are then prepared at load.</summary>
    public bool IsConstant =>
        IsSilence || (Then.IsEmpty && Channel is null && Texts.IsConstant && (Media is null || Media.IsConstant));

    /// <summary>Fills in the plan for a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="captures">The values captured from it.</param>
    /// <param name="avoid">The contact's last text; -1 if unknown.</param>
    /// <exception cref="TemplateException">A template failed; the rule is skipped.</exception>
    public Reply Make(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures, int avoid = -1)
    {
        if (IsSilence)
        {
            return Reply.Silence;
        }

        var media = Media is null ? null : AddressOf(Media.Render(message, captures));
        var text = Texts.Render(message, captures, avoid);
        return new()
        {
            // A text of white space alone is no text.
            Text = string.IsNullOrWhiteSpace(text) ? null : text,
            MediaUrl = media,
            MediaKind = media is null ? null : MediaKind ?? MediaKinds.Of(media),
            Delay = Delay,
            Location = Location,
        };
    }

    public static Uri AddressOf(string text)
    {
        var isAddress = Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address);
        return isAddress && address!.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new TemplateException(
                "The media address is not an https address once its variables are filled in.",
                inner: null
            );
    }
}
