using System.Collections.Immutable;

namespace WebhookReceiver.Replying;

/// <summary>What a file rule answers: compiled once, filled in for each message.</summary>
internal sealed record ReplyPlan
{
    /// <summary>The texts to choose from, by the contact's language and the message's seed; empty if there is no text.</summary>
    public LocalText Texts { get; init; } = LocalText.None;

    /// <summary>Address of the media, a template; null if none.</summary>
    public ReplyTemplate? Media { get; init; }

    /// <summary>Kind of the media; null: told from the extension.</summary>
    public MessageKind? MediaKind { get; init; }

    /// <summary>0 to 3600 whole seconds.</summary>
    public TimeSpan Delay { get; init; }

    public Location? Location { get; init; }

    /// <summary>Channel id that it goes out by, in a rule that reacts to events; null: that of what happened.</summary>
    public string? Channel { get; init; }

    /// <summary>What follows later.</summary>
    public ImmutableArray<LaterPlan> Then { get; init; } = [];

    /// <summary>True for <c>silence: true</c>: the search ends here and nothing is sent.</summary>
    public bool IsSilence { get; init; }

    /// <summary>True if every message gets the same bytes, so that they can be prepared when the book is built.</summary>
    public bool IsConstant =>
        IsSilence || (Then.IsEmpty && Channel is null && Texts.IsConstant && (Media is null || Media.IsConstant));

    /// <summary>Fills in the plan for a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="captures">What was captured of it.</param>
    /// <param name="avoid">The text that the contact got last; -1 if none is known.</param>
    /// <exception cref="TemplateException">A template failed; the rule is passed over.</exception>
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
            // A message of blanks is none.
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
            : throw new TemplateException("The media address that was filled in is no https address.", inner: null);
    }
}
