using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>Bold text of a page of answers: Markdown has <c>**bold**</c>, messengers <c>*bold*</c>.</summary>
internal static class MarkdownBold
{
    private static readonly PlaceholderNames NoNames = new(
        FrozenSet<string>.Empty,
        FrozenSet<string>.Empty,
        quote: '\''
    );

    /// <summary>The text as messengers have it; null if it is the same. Code stays as it is.</summary>
    public static string? Mended(string value)
    {
        if (PlainText.Of(value) is not { } plain)
        {
            return null;
        }

        var bolds = ForeignMarkup.Bolds(plain, NoNames);
        return bolds.Count == 0 ? null : TextPart.Replace(value, PlainText.Filled(bolds, plain, value));
    }
}
