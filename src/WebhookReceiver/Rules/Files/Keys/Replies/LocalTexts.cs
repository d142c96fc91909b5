using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary>Texts for customers wherever a rule has them: one text, a block list of which one is chosen, or either by language.</summary>
internal static class LocalTexts
{
    /// <summary>True for <c>{ en: …, ar: … }</c>.</summary>
    public static bool IsByLanguage(MapNode map) =>
        !map.Entries.IsEmpty
        && map.Entries.All(entry => LanguagesKey.IsCode(entry.Name) && entry.Value is not TextNode { IsMissing: true });

    /// <summary>The texts; empty with problems if they cannot be read.</summary>
    /// <param name="what">What it is, for messages: "a reply", "a question".</param>
    public static LocalText Read(Node node, string what, IReadOnlySet<string> captures, Reading reading) =>
        node is MapNode map && IsByLanguage(map)
            ? ByLanguage(map, what, captures, reading)
            : LocalText.Same(Texts(node, what, captures, reading.Settings.Languages.First, reading));

    private static LocalText ByLanguage(MapNode map, string what, IReadOnlySet<string> captures, Reading reading)
    {
        var languages = reading.Settings.Languages;
        if (languages.All.IsEmpty && !reading.Names.MayStandInUnreadableFile("languages"))
        {
            reading.Problems.Error(
                map.Place,
                $"{what} stands here by language, but the settings name no languages.",
                $"Write once in the folder: settings: {{ languages: [{string.Join(", ", map.Entries.Select(entry => entry.Name))}] }}, the usual one first."
            );
            return LocalText.None;
        }
        var texts = new ImmutableArray<ReplyTemplate>[languages.All.Length];
        Array.Fill(texts, []);
        var isComplete = true;
        foreach (var entry in map.Entries)
        {
            var at = LanguagesKey.IndexOf(entry.Key, reading);
            if (at < 0)
            {
                isComplete = false;
                continue;
            }
            texts[at] = Texts(entry.Value, what, captures, languages.All[at], reading);
        }
        if (!isComplete)
        {
            return LocalText.None;
        }
        TellMissing(map, what, [.. map.Entries.Select(entry => entry.Name)], reading);
        return LocalText.In(languages, [.. texts]);
    }

    /// <summary>Warns of languages of the folder in which a text is not written.</summary>
    public static void TellMissing(MapNode map, string what, IReadOnlyCollection<string> written, Reading reading)
    {
        var languages = reading.Settings.Languages;
        string[] missing =
        [
            .. languages
                .All.Select(language => language.Code)
                .Where(code => !written.Any(one => languages.IndexOf(one) == languages.IndexOf(code))),
        ];
        if (missing.Length > 0)
        {
            var shown = languages.All.First(language => !missing.Contains(language.Code, StringComparer.Ordinal)).Code;
            reading.Problems.Warning(
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
        Reading reading
    )
    {
        if (node is ListNode { IsFlow: true } flow)
        {
            reading.Problems.Error(
                flow.Place,
                "'[' makes a list: each part between commas would be an answer of its own.",
                reading.Names.AsQuoted(flow) ?? "Put the text in quotes."
            );
            return [];
        }
        var texts = ImmutableArray.CreateBuilder<ReplyTemplate>(1);
        foreach (var text in reading.TextList(node, what))
        {
            if (Templates.Read(text, captures, language, reading) is { } template)
            {
                texts.Add(template);
            }
        }
        return texts.DrainToImmutable();
    }
}
