using System.Globalization;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary><c>words</c> of the settings: the shop's own words for days, times and numbers.</summary>
internal static class OwnWordsKeyParser
{
    private const string Example = "Write: words: { noon: [meio-dia], friday: [sexta], today: [aaj] }";
    private const int MostNumber = 100;

    private static readonly Dictionary<string, (SpokenPart Part, int Value)> Known = Names();

    public static void Parse(FolderSettings settings, Node node, ParseContext context)
    {
        if (context.Map(node, "words", Example) is not { } map)
        {
            return;
        }

        var words = new List<(SpokenPart, string, int)>();
        foreach (var entry in map.Entries)
        {
            if (Find(entry.Name) is not var (part, value))
            {
                context.Problems.Error(
                    entry.Key.Place,
                    $"'{entry.Name}' is not a day, a time or a number that can have words.",
                    Suggestion.Nearest(entry.Name, [.. Known.Keys]) is { } nearest
                        ? $"Did you mean '{nearest}'?"
                        : $"Write a number up to {MostNumber}, or one of {string.Join(", ", Known.Keys)}."
                );
                continue;
            }

            foreach (var text in context.TextList(entry.Value, "a word"))
            {
                if (FoldedText.Of(text.Value).All(c => char.IsAsciiDigit(c) || c == ' '))
                {
                    context.Problems.Error(text.Place, $"'{text.Value}' has no letters.", "Write a word for it.");
                    continue;
                }

                words.Add((part, text.Value, value));
            }
        }

        settings.OwnWords = SpokenLanguage.Own(words);
    }

    private static (SpokenPart Part, int Value)? Find(string name) =>
        Known.TryGetValue(name, out var known) ? known
        : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostNumber
            ? (SpokenPart.Number, number)
        : null;

    private static Dictionary<string, (SpokenPart Part, int Value)> Names()
    {
        var names = new Dictionary<string, (SpokenPart, int)>(StringComparer.Ordinal)
        {
            ["today"] = (SpokenPart.Relative, 0),
            ["tomorrow"] = (SpokenPart.Relative, 1),
            ["day-after-tomorrow"] = (SpokenPart.Relative, 2),
            ["noon"] = (SpokenPart.Moment, 12 * 60),
            ["midnight"] = (SpokenPart.Moment, 0),
            ["morning"] = (SpokenPart.PartOfDay, (int)DayPart.Morning),
            ["midday"] = (SpokenPart.PartOfDay, (int)DayPart.Midday),
            ["afternoon"] = (SpokenPart.PartOfDay, (int)DayPart.Evening),
            ["evening"] = (SpokenPart.PartOfDay, (int)DayPart.Evening),
            ["night"] = (SpokenPart.PartOfDay, (int)DayPart.Night),
        };
        var format = CultureInfo.InvariantCulture.DateTimeFormat;
        for (var day = 0; day < format.DayNames.Length; day++)
        {
            names[format.DayNames[day].ToLowerInvariant()] = (SpokenPart.Day, day);
        }

        for (var month = 1; month <= 12; month++)
        {
            names[format.MonthNames[month - 1].ToLowerInvariant()] = (SpokenPart.Month, month);
        }

        return names;
    }
}
