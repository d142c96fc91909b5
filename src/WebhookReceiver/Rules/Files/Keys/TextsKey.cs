using System.Collections.Immutable;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary><c>texts</c>: snippets that replies share, used as <c>{{ texts.name }}</c>; by language if wanted, and with an end.</summary>
internal static class TextsKey
{
    private const string Until = "until";
    private const string Text = "text";

    public static void Read(Node node, Reading reading)
    {
        if (reading.Map(node, "texts", "Write 'name: the text' below it.") is not { } map)
        {
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (!FolderNames.IsReference($"${entry.Name}") || entry.Name.Contains('.', StringComparison.Ordinal))
            {
                reading.Problems.Error(
                    entry.Key.Place,
                    $"'{entry.Name}' cannot be the name of a text.",
                    "A name begins with a letter and has letters, digits, '-' and '_'."
                );
                continue;
            }
            reading.Names.AddText(entry.Name, new NamedNode(entry.Key.Place, entry.Value));
        }
    }

    /// <summary>Reads every shared text once the settings of the whole folder are known.</summary>
    public static void ReadAll(Reading reading)
    {
        foreach (var (name, named) in reading.Names.Texts)
        {
            if (ReadOne(name, named.Value, reading) is { } text)
            {
                reading.Names.SharedTexts.Add(name, text);
            }
        }
    }

    /// <summary>Checks every shared text at its own place; it may use what any rule captures.</summary>
    public static void CheckAll(IEnumerable<string> captures, Reading reading)
    {
        var known = captures.ToHashSet(StringComparer.Ordinal);
        foreach (var (code, text) in reading.Names.SharedTexts.Values.SelectMany(shared => shared.ByLanguage))
        {
            var languages = reading.Settings.Languages;
            var language = code.Length == 0 ? languages.First : languages.All[languages.IndexOf(code)];
            Templates.Read(text, known, language, reading);
        }
    }

    private static SharedText? ReadOne(string name, Node node, Reading reading)
    {
        if (node is not MapNode map)
        {
            return reading.Text(node, $"the text '{name}'") is { } text
                ? new SharedText([("", text)], Ends: null)
                : null;
        }
        var ends = map[Until] is { } until ? ReadEnd(until, reading) : null;
        var isText = map[Text] is not null;
        var languages = map.Entries.Where(entry => entry.Name is not (Until or Text)).ToList();
        if (isText && languages.Count > 0)
        {
            reading.Problems.Error(
                languages[0].Key.Place,
                $"'{languages[0].Name}' has no place beside 'text'.",
                Suggestion.Nearest(languages[0].Name, [Until]) is { } nearest
                    ? $"Did you mean '{nearest}'?"
                    : "A shared text has 'text' or one text for each language, and 'until'."
            );
            return null;
        }
        if (isText)
        {
            return map[Text] is MapNode inner ? ByLanguage(name, inner, inner.Entries, ends, reading)
                : reading.Text(map[Text]!, $"the text '{name}'") is { } text ? new SharedText([("", text)], ends)
                : null;
        }
        return ByLanguage(name, map, languages, ends, reading);
    }

    private static SharedText? ByLanguage(
        string name,
        MapNode map,
        IReadOnlyList<MapEntry> entries,
        DateTimeOffset? ends,
        Reading reading
    )
    {
        var texts = ImmutableArray.CreateBuilder<(string, TextNode)>();
        foreach (var entry in entries)
        {
            if (!LanguagesKey.IsCode(entry.Name))
            {
                reading.Problems.Error(
                    entry.Key.Place,
                    $"unknown key '{entry.Name}'.",
                    Suggestion.Nearest(entry.Name, [Until, Text]) is { } nearest
                        ? $"Did you mean '{nearest}'?"
                        : $"Write: {name}: {{ text: the text, until: 2026-12-24 }}"
                );
            }
            else if (
                LanguagesKey.IndexOf(entry.Key, reading) >= 0
                && reading.Text(entry.Value, $"the text '{name}'") is { } text
            )
            {
                texts.Add((entry.Name, text));
            }
        }
        if (entries.Count == 0)
        {
            reading.Problems.Error(map.Place, $"the text '{name}' has no text.", "Add 'text: what it says'.");
        }
        else if (texts.Count == entries.Count)
        {
            LocalTexts.TellMissing(map, $"the text '{name}'", [.. texts.Select(text => text.Item1)], reading);
        }
        // Where a language is missing the first of the settings stands in, as in all other texts.
        texts.Sort((one, other) => IndexOf(one.Item1, reading).CompareTo(IndexOf(other.Item1, reading)));
        return texts.Count == 0 ? null : new SharedText(texts.ToImmutable(), ends);
    }

    private static int IndexOf(string code, Reading reading) => reading.Settings.Languages.IndexOf(code);

    /// <summary>A day counts to its end; a time is the first moment without the text.</summary>
    private static DateTimeOffset? ReadEnd(Node node, Reading reading)
    {
        if (reading.Word(node, Until) is not { } word)
        {
            return null;
        }
        if (WrittenDates.Day(word) is { } day)
        {
            return ZoneTime.At(reading.Zone, day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        }
        if (WrittenDates.Moment(word) is { } moment)
        {
            return ZoneTime.At(reading.Zone, moment);
        }
        reading.Problems.Error(
            node.Place,
            $"'{word}' is not a date.",
            WrittenDates.Mended(word) is { } mended
                ? $"Write: until: {mended}"
                : "Write the last day, '2026-12-24', or a moment, '2026-12-24 18:00'."
        );
        return null;
    }
}
