using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing.Keys.Replies.Said;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>Parses texts for contacts: one text, a block list of alternatives, or either by language.</summary>
internal static class LocalTexts
{
    /// <summary>The texts of which some may come more often.</summary>
    public const string Reply = "a reply";

    /// <summary>True for <c>{ en: …, ar: … }</c>.</summary>
    public static bool IsByLanguage(MapNode map) =>
        !map.Entries.IsEmpty
        && map.Entries.All(entry =>
            LanguagesKeyParser.IsCode(entry.Name.Length == 2 ? entry.Name.ToLowerInvariant() : entry.Name)
            && entry.Value is not TextNode { IsMissing: true }
        );

    /// <summary>The same, and a language of the settings is among them: <c>re: order</c> is something else.</summary>
    public static bool IsInListed(MapNode map, ParseContext context) =>
        IsByLanguage(map) && map.Entries.Any(entry => context.Settings.Languages.IndexOf(entry.Name) >= 0);

    /// <summary>The texts; empty with problems if they are invalid.</summary>
    /// <param name="what">Its name in messages: "a reply", "a question".</param>
    public static LocalText Parse(Node node, string what, IReadOnlySet<string> captures, ParseContext context)
    {
        switch (node)
        {
            case MapNode map when IsByLanguage(map):
                return ByLanguage(map, what, captures, context);
            case MapNode map when CutTexts.AreIn(map, context):
                CutTexts.Report(map, context);
                return LocalText.None;
            default:
                var texts = Texts(node, what, captures, context.Settings.Languages.First, context);
                return TextForAll.Of(texts, captures, context);
        }
    }

    /// <summary>False, with a problem, if the settings name no languages for what stands here by language.</summary>
    public static bool HasLanguages(MapNode map, string what, ParseContext context)
    {
        if (!context.Settings.Languages.All.IsEmpty || context.Symbols.MayStandInUnreadableFile("languages"))
        {
            return true;
        }

        context.Problems.Error(
            map.Place,
            $"{what} stands here by language, but the settings name no languages.",
            $"Write once in the folder: settings: {{ languages: [{string.Join(", ", map.Entries.Select(entry => entry.Name))}] }}, the usual one first."
        );
        return false;
    }

    private static LocalText ByLanguage(MapNode map, string what, IReadOnlySet<string> captures, ParseContext context)
    {
        var languages = context.Settings.Languages;
        if (!HasLanguages(map, what, context))
        {
            return LocalText.None;
        }
        var texts = new ImmutableArray<ReplyTemplate>[languages.All.Length];
        Array.Fill(texts, []);
        var isComplete = true;
        foreach (var entry in map.Entries)
        {
            var at = LanguagesKeyParser.IndexOf(entry.Key, context);
            if (at < 0)
            {
                isComplete = false;
                continue;
            }
            texts[at] = Texts(entry.Value, what, captures, languages.All[at], context);
            foreach (var text in texts[at])
            {
                // Germans write all nouns in capitals.
                context.Corpus.Add(at, text.Source, languages.All[at].Code.StartsWith("de", StringComparison.Ordinal));
            }
        }
        if (!isComplete)
        {
            return LocalText.None;
        }
        ReportMissing(map, what, [.. map.Entries.Select(entry => entry.Name)], context);
        return LocalText.In(languages, [.. texts]);
    }

    /// <summary>Warns of the folder's languages that a text lacks.</summary>
    public static void ReportMissing(
        MapNode map,
        string what,
        IReadOnlyCollection<string> written,
        ParseContext context
    )
    {
        var languages = context.Settings.Languages;
        string[] missing =
        [
            .. languages
                .All.Select(language => language.Code)
                .Where(code => !written.Any(one => languages.IndexOf(one) == languages.IndexOf(code))),
        ];
        if (missing.Length > 0)
        {
            var shown = languages.All.First(language => !missing.Contains(language.Code, StringComparer.Ordinal)).Code;
            context.Problems.Warning(
                map.Place,
                $"{what} is missing in {string.Join(", ", missing)}: people who write so get the one in {shown}.",
                $"Add '{missing[0]}: …'."
            );
        }
    }

    private static ImmutableArray<ReplyTemplate> Texts(
        Node node,
        string what,
        IReadOnlySet<string> captures,
        ReplyLanguage language,
        ParseContext context
    )
    {
        if (FlowText.IsIn(node))
        {
            FlowText.Report(node, context);
            return [];
        }
        var texts = ImmutableArray.CreateBuilder<ReplyTemplate>(1);
        var weighted = what == Reply ? new WeightedTexts(node, context) : WeightedTexts.None;
        foreach (var text in context.TextList(weighted.Texts ?? node, what))
        {
            if (
                SaidText.Check(text, captures, context)
                && Templates.ParseSaid(text, captures, language, context) is { } template
            )
            {
                texts.Add(template.Weighing(weighted.Of(text)));
            }
        }
        return texts.DrainToImmutable();
    }
}
