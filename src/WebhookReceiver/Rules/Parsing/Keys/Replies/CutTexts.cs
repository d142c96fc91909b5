using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>Texts by language in braces, of which a comma cuts one: <c>{ en: Yes, sure., de: Ja. }</c>.</summary>
internal static class CutTexts
{
    public static bool AreIn(MapNode map, ParseContext context) =>
        map is { IsFlow: true, Entries: [{ Value: TextNode { IsMissing: false } } first, ..] }
        && IsLanguage(first, context)
        && map.Entries.Any(IsRest)
        && map.Entries.All(entry => entry.Value is TextNode && (IsRest(entry) || IsLanguage(entry, context)));

    public static void Report(MapNode map, ParseContext context)
    {
        var texts = new List<(string Code, string Text)>();
        foreach (var entry in map.Entries)
        {
            if (IsRest(entry))
            {
                texts[^1] = (texts[^1].Code, $"{texts[^1].Text}, {entry.Name}");
            }
            else
            {
                texts.Add((entry.Name, ((TextNode)entry.Value).Value));
            }
        }

        var quoted = $"{{ {string.Join(", ", texts.Select(one => $"{one.Code}: {RawLine.Quoted(one.Text)}"))} }}";
        var source = context.Symbols.SourceOf(map.Place.Path);
        var line = source is null ? null : RawLine.Parse(source, map.Place.Line);
        context.Problems.Error(
            map.Place,
            "in { } a comma ends a text, and here it cuts one.",
            $"Write: {(line is not null && line.ValueColumn == map.Place.Column ? line.With(quoted) : quoted)}"
        );
    }

    private static bool IsRest(MapEntry entry) => entry.Value is TextNode { IsMissing: true };

    private static bool IsLanguage(MapEntry entry, ParseContext context) =>
        LanguagesKeyParser.IsCode(entry.Name) && context.Settings.Languages.IndexOf(entry.Name) >= 0;
}
