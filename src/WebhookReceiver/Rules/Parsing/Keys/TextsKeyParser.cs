using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Keys.Replies.Said;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>
/// <c>texts</c>: snippets shared by replies, used as <c>{{ texts.name }}</c>; optionally by language, and with an end.
/// </summary>
internal static class TextsKeyParser
{
    private const string Until = "until";
    private const string Text = "text";

    public static void Parse(Node node, ParseContext context)
    {
        foreach (var (name, named) in context.NamedEntries(node, "texts", "text", "Write 'name: the text' below it."))
        {
            context.Symbols.AddText(name, named);
        }
    }

    /// <summary>Every shared text; needs the settings of the whole folder.</summary>
    public static Dictionary<string, SharedText> ParseAll(ParseContext context)
    {
        var texts = new Dictionary<string, SharedText>(StringComparer.Ordinal);
        foreach (var (name, named) in context.Symbols.Texts)
        {
            if (ParseOne(name, named.Value, context) is { } text)
            {
                texts.Add(name, text);
            }
        }

        return texts;
    }

    /// <summary>Checks every shared text at its own position; it may use any rule's captures.</summary>
    public static void CheckAll(IEnumerable<string> captures, ParseContext context)
    {
        var known = captures.ToHashSet(StringComparer.Ordinal);
        context.Days.MeanAnyRule();
        foreach (var (code, text) in context.Definitions.Texts.Values.SelectMany(shared => shared.ByLanguage))
        {
            var languages = context.Settings.Languages;
            var language = code.Length == 0 ? languages.First : languages.All[languages.IndexOf(code)];
            if (SaidText.Check(text, known, context))
            {
                Templates.Parse(text, known, language, context);
            }
        }
    }

    private static SharedText? ParseOne(string name, Node node, ParseContext context)
    {
        if (node is not MapNode map)
        {
            return context.Text(node, $"the text '{name}'") is { } text
                ? new SharedText([("", text)], Ends: null)
                : null;
        }
        var ends = map[Until] is { } until ? ParseEnd(until, context) : null;
        var isText = map[Text] is not null;
        var languages = map.Entries.Where(entry => entry.Name is not (Until or Text)).ToList();
        if (isText && languages.Count > 0)
        {
            context.Problems.Error(
                languages[0].Key.Place,
                $"'{languages[0].Name}' has no place beside 'text'.",
                Suggestion.Nearest(languages[0].Name, [Until]) is { } nearest
                    ? $"Did you mean '{nearest}'?"
                    : "A shared text has 'text' or one text for each language, and 'until'."
            );
            return null;
        }
        if (CutTexts.AreIn(map, context))
        {
            CutTexts.Report(map, context);
            return null;
        }
        if (isText)
        {
            return map[Text] is MapNode inner ? ByLanguage(name, inner, inner.Entries, ends, context)
                : context.Text(map[Text]!, $"the text '{name}'") is { } text ? new SharedText([("", text)], ends)
                : null;
        }
        return ByLanguage(name, map, languages, ends, context);
    }

    private static SharedText? ByLanguage(
        string name,
        MapNode map,
        IReadOnlyList<MapEntry> entries,
        DateTimeOffset? ends,
        ParseContext context
    )
    {
        var texts = ImmutableArray.CreateBuilder<(string, TextNode)>();
        foreach (var entry in entries)
        {
            if (!LanguagesKeyParser.IsCode(entry.Name))
            {
                context.Problems.Error(
                    entry.Key.Place,
                    $"unknown key '{entry.Name}'.",
                    Suggestion.Nearest(entry.Name, [Until, Text]) is { } nearest
                        ? $"Did you mean '{nearest}'?"
                        : $"Write: {name}: {{ text: the text, until: 2026-12-24 }}"
                );
            }
            else if (
                LanguagesKeyParser.IndexOf(entry.Key, context) >= 0
                && context.Text(entry.Value, $"the text '{name}'") is { } text
            )
            {
                texts.Add((entry.Name, text));
            }
        }
        if (entries.Count == 0)
        {
            context.Problems.Error(map.Place, $"the text '{name}' has no text.", "Add 'text: what it says'.");
        }
        else if (texts.Count == entries.Count)
        {
            LocalTexts.ReportMissing(map, $"the text '{name}'", [.. texts.Select(text => text.Item1)], context);
        }
        // The settings' first language substitutes for a missing one, as in all other texts.
        texts.Sort((one, other) => IndexOf(one.Item1, context).CompareTo(IndexOf(other.Item1, context)));
        return texts.Count == 0 ? null : new SharedText(texts.ToImmutable(), ends);
    }

    private static int IndexOf(string code, ParseContext context) => context.Settings.Languages.IndexOf(code);

    /// <summary>A date includes its whole day; a time is the first moment without the text.</summary>
    private static DateTimeOffset? ParseEnd(Node node, ParseContext context)
    {
        if (context.Word(node, Until) is not { } word)
        {
            return null;
        }
        if (WrittenDates.Day(word) is { } day)
        {
            return ZoneTime.At(context.Settings.Zone, day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        }
        if (WrittenDates.Moment(word) is { } moment)
        {
            return ZoneTime.At(context.Settings.Zone, moment);
        }
        context.Problems.Error(
            node.Place,
            $"'{word}' is not a date.",
            WrittenDates.Mended(word) is { } mended
                ? $"Write: until: {mended}"
                : "Write the last day, '2026-12-24', or a moment, '2026-12-24 18:00'."
        );
        return null;
    }
}

/// <summary>A text under <c>texts</c>: per language, or once under the empty code.</summary>
/// <param name="Ends">From this time on it prints nothing.</param>
internal sealed record SharedText(ImmutableArray<(string Code, TextNode Text)> ByLanguage, DateTimeOffset? Ends)
{
    /// <summary>The text for replies in this language: its own, otherwise the first one.</summary>
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
