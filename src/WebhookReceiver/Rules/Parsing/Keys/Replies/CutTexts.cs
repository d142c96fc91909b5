using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>
/// What stands by language in braces, and is cut by a comma: <c>{ en: Yes, sure., de: Ja. }</c>, or phrases without brackets:
/// <c>{ en: bread, loaf, de: Brot }</c>.
/// </summary>
internal static class CutTexts
{
    /// <param name="map">What stands in braces.</param>
    /// <param name="context">The parse context of the folder.</param>
    /// <param name="isKey">Other keys that may stand there.</param>
    public static bool AreIn(MapNode map, ParseContext context, Func<string, bool>? isKey = null) =>
        map is { IsFlow: true, Entries: [{ Value: not TextNode { IsMissing: true } } first, ..] }
        && IsLanguage(first, context)
        && map.Entries.Any(IsRest)
        && map.Entries.All(entry => IsRest(entry) || IsLanguage(entry, context) || isKey?.Invoke(entry.Name) is true);

    /// <summary>Texts: each is put in quotes.</summary>
    public static void Report(MapNode map, ParseContext context) =>
        Report(
            map,
            "in { } a comma ends a text, and here it cuts one.",
            parts => RawLine.Quoted(string.Join(", ", parts)),
            context
        );

    /// <summary>Phrases: those of a language are put in brackets.</summary>
    public static void ReportPhrases(MapNode map, ParseContext context) =>
        Report(
            map,
            "in { } a comma ends the phrases of a language.",
            parts => $"[{string.Join(", ", parts)}]",
            context
        );

    private static void Report(
        MapNode map,
        string message,
        Func<IReadOnlyCollection<string>, string> together,
        ParseContext context
    )
    {
        var source = context.Symbols.SourceOf(map.Place.Path);
        var line = source is null ? null : RawLine.Parse(source, map.Place.Line);
        var texts = new List<(string Key, List<string> Parts)>();
        foreach (var entry in map.Entries)
        {
            if (IsRest(entry))
            {
                texts[^1].Parts.Add(entry.Name);
            }
            else
            {
                texts.Add((entry.Name, [.. PartsOf(entry.Value)]));
            }
        }

        var mended = $"{{ {string.Join(", ", texts.Select(one => $"{one.Key}: {together(one.Parts)}"))} }}";
        context.Problems.Error(
            map.Place,
            message,
            $"Write: {(line is not null && line.ValueColumn == map.Place.Column ? line.With(mended) : mended)}"
        );
        context.Problems.LacksSomething = true;
    }

    private static IEnumerable<string> PartsOf(Node value) =>
        value switch
        {
            TextNode text => [text.Value],
            ListNode list => list.Items.OfType<TextNode>().Select(item => item.Value),
            _ => [],
        };

    private static bool IsRest(MapEntry entry) => entry.Value is TextNode { IsMissing: true };

    private static bool IsLanguage(MapEntry entry, ParseContext context) =>
        LanguagesKeyParser.IsCode(entry.Name) && context.Settings.Languages.IndexOf(entry.Name) >= 0;
}
