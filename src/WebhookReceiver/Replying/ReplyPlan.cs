using System.Collections.Immutable;

namespace WebhookReceiver.Replying;

/// <summary>What a file rule answers: compiled once, filled in for each message.</summary>
internal sealed record ReplyPlan
{
    /// <summary>The texts to choose from, by the message's seed; empty if there is no text.</summary>
    public ImmutableArray<ReplyTemplate> Texts { get; init; } = [];

    /// <summary>Address of the media, a template; null if none.</summary>
    public ReplyTemplate? Media { get; init; }

    /// <summary>Kind of the media; null: told from the extension.</summary>
    public MessageKind? MediaKind { get; init; }

    /// <summary>0 to 3600 whole seconds.</summary>
    public TimeSpan Delay { get; init; }

    public Location? Location { get; init; }

    /// <summary>True for <c>silence: true</c>: the search ends here and nothing is sent.</summary>
    public bool IsSilence { get; init; }

    /// <summary>True if every message gets the same bytes, so that they can be prepared when the book is built.</summary>
    public bool IsConstant => throw new NotSupportedException();

    /// <summary>Fills in the plan for a message.</summary>
    /// <exception cref="TemplateException">A template failed; the rule is passed over.</exception>
    public Reply Make(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures) =>
        throw new NotSupportedException();
}
