using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Calendars;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>
/// A text that is written once for all languages. If what it fills in depends on the language, such as a shared text that
/// is written by language, it is filled in for each.
/// </summary>
internal static class TextForAll
{
    public static LocalText Of(ImmutableArray<ReplyTemplate> texts, IReadOnlySet<string> captures, ParseContext context)
    {
        var languages = context.Settings.Languages;
        if (languages.All.Length < 2 || !texts.Any(text => DependsOnLanguage(text, context)))
        {
            return LocalText.Same(texts);
        }

        return LocalText.In(
            languages,
            [texts, .. languages.All.Skip(1).Select(language => In(language, texts, captures, context))]
        );
    }

    private static ImmutableArray<ReplyTemplate> In(
        ReplyLanguage language,
        ImmutableArray<ReplyTemplate> texts,
        IReadOnlySet<string> captures,
        ParseContext context
    )
    {
        var scope = context.ScopeFor(captures, language);
        // Its problems were told with the first language; the line break is the one that parsing takes off.
        return
        [
            .. texts.Select(text => ReplyTemplate.Parse(text.Source + "\n", scope, [])?.Weighing(text.Weight) ?? text),
        ];
    }

    private static bool DependsOnLanguage(ReplyTemplate text, ParseContext context) =>
        !text.IsConstant
        && (
            text.SharedTexts.Any(name => context.Definitions.Texts[name].ByLanguage.Length > 1)
            // Words of the text itself are in one language: days and hours beside them stay in it.
            || (SpeaksOfTime(text) && !HasWords(text.Source))
        );

    private static bool SpeaksOfTime(ReplyTemplate text) =>
        text.Roots.Contains(CalendarVariable.Root) || text.Source.Contains("date", StringComparison.Ordinal);

    /// <summary>Whether letters stand outside of the placeholders.</summary>
    private static bool HasWords(string source)
    {
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] == '{' && at + 1 < source.Length && source[at + 1] is '{' or '%')
            {
                var end = source.IndexOf(source[at + 1] == '{' ? "}}" : "%}", at, StringComparison.Ordinal);
                at = end < 0 ? source.Length : end + 1;
            }
            else if (char.IsLetter(source[at]))
            {
                return true;
            }
        }

        return false;
    }
}
