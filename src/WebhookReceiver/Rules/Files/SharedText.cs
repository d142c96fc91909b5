using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files;

/// <summary>A text under <c>texts</c>: in each language, or once for all under the empty code.</summary>
/// <param name="Ends">From then on it prints nothing.</param>
internal sealed record SharedText(ImmutableArray<(string Code, TextNode Text)> ByLanguage, DateTimeOffset? Ends)
{
    /// <summary>The text as it stands in replies of this language: its own, or else the one written first.</summary>
    public TextNode In(ReplyLanguage language)
    {
        foreach (var (code, text) in ByLanguage)
        {
            if (string.Equals(code, language.Code, StringComparison.OrdinalIgnoreCase))
            {
                return text;
            }
        }
        return ByLanguage[0].Text;
    }
}
