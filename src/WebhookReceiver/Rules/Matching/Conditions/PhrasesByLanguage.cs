using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Phrases by language: <c>{ pt: [preços], en: [prices] }</c>. Who says one of them speaks that language.</summary>
internal static class PhrasesByLanguage
{
    public static ImmutableArray<Phrase> Parse(MapNode map, ParseContext context)
    {
        if (!LocalTexts.HasLanguages(map, "a phrase", context))
        {
            // Its missing captures must not be reported as unknown variables.
            context.Problems.LacksSomething = true;
            return [];
        }

        var phrases = new List<Phrase>();
        foreach (var entry in map.Entries)
        {
            var language = LanguagesKeyParser.IndexOf(entry.Key, context);
            context.Problems.LacksSomething |= language < 0;
            var bit = language is >= 0 and < 64 ? 1UL << language : 0;
            phrases.AddRange(
                PhraseList
                    .ParseOnce(entry.Value, context)
                    .Where(phrase => PhraseList.Both(phrase.Languages, bit) is not null)
                    .Select(phrase => phrase.In(bit))
            );
        }

        return Shared([.. phrases]);
    }

    /// <summary>The same phrase in several languages as one that belongs to all of them.</summary>
    public static ImmutableArray<Phrase> Shared(ImmutableArray<Phrase> phrases) =>
        phrases.All(phrase => phrase.Languages == 0)
            ? phrases
            :
            [
                .. phrases
                    .GroupBy(phrase => FoldedText.Of(phrase.Source), StringComparer.Ordinal)
                    .Select(same => same.First().In(same.Aggregate(0UL, (all, one) => all | one.Languages))),
            ];

    /// <summary>The keys under <c>when</c> that are languages, and the others.</summary>
    public static (MapNode Languages, MapNode Others) Split(
        MapNode map,
        MapSpec<ConditionDraft> conditions,
        ParseContext context
    )
    {
        // "is" is a condition, and "al" alone a mistyped one, whatever languages are called so.
        MapEntry[] languages =
        [
            .. map.Entries.Where(entry =>
                !conditions.Knows(entry.Name)
                && LanguagesKeyParser.IsCode(entry.Name.Length == 2 ? entry.Name.ToLowerInvariant() : entry.Name)
                && ReplyLanguage.Find(entry.Name) is not null
            ),
        ];
        var isByLanguage =
            languages.Length > 1
            || Array.Exists(
                languages,
                entry =>
                    context.Settings.Languages.IndexOf(entry.Name) >= 0
                    || Suggestion.Nearest(entry.Name, conditions.Names) is null
            );
        return isByLanguage
            ? (
                new MapNode(map.Place, [.. languages], map.IsFlow),
                new MapNode(map.Place, map.Entries.RemoveRange(languages), map.IsFlow)
            )
            : (new MapNode(map.Place, [], map.IsFlow), map);
    }
}
