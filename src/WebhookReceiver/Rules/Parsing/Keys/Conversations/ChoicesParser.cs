using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Keys.Replies.Said;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary><c>expect: [small, large]</c>, or by language: <c>{ en: [small, large], de: [klein, groß] }</c>.</summary>
internal static class ChoicesParser
{
    public static Expectation Parse(ListNode list, ParseContext context)
    {
        if (list.Items.All(item => item is MapNode map && LocalTexts.IsByLanguage(map)) && !list.Items.IsEmpty)
        {
            ReportOneByOne(list, context);
            return Expectation.Anything;
        }

        return new ChoiceExpected([Labels(list, context)], context.Slots.Languages);
    }

    /// <summary><c>[{ en: small, de: klein }, …]</c>: the languages stand around the choices.</summary>
    private static void ReportOneByOne(ListNode list, ParseContext context)
    {
        var maps = list.Items.Cast<MapNode>().ToList();
        var languages = maps[0].Entries.Select(entry => entry.Name);
        var turned = languages.Select(code =>
            $"{code}: [{string.Join(", ", maps.Select(map => (map[code] as TextNode)?.Value).OfType<string>())}]"
        );
        context.Problems.Error(
            list.Place,
            "the languages stand inside of the choices here.",
            $"Write: {{ {string.Join(", ", turned)} }}"
        );
    }

    /// <summary>True for <c>{ en: […], de: […] }</c>, not for a mistyped <c>{ dat: any }</c>.</summary>
    public static bool AreByLanguage(MapNode map, ParseContext context) =>
        LocalTexts.IsByLanguage(map)
        && map.Entries.Any(entry => entry.Value is ListNode || context.Settings.Languages.IndexOf(entry.Name) >= 0);

    /// <summary>The labels of each language, in the same order.</summary>
    public static Expectation ByLanguage(MapNode map, ParseContext context)
    {
        if (!LocalTexts.HasLanguages(map, "a choice", context))
        {
            return Expectation.Anything;
        }

        var languages = context.Settings.Languages;
        var labels = new ImmutableArray<string>[languages.All.Length];
        var isComplete = true;
        foreach (var entry in map.Entries)
        {
            var at = LanguagesKeyParser.IndexOf(entry.Key, context);
            var written = Labels(entry.Value, context);
            isComplete &= at >= 0;
            if (at >= 0)
            {
                labels[at] = written;
                Learn(at, written, context);
            }
        }

        if (!isComplete)
        {
            return Expectation.Anything;
        }

        LocalTexts.ReportMissing(map, "a choice", [.. map.Entries.Select(entry => entry.Name)], context);
        var usual = labels.First(some => !some.IsDefault);
        if (Array.Find(labels, some => !some.IsDefault && some.Length != usual.Length) is { IsDefault: false } other)
        {
            context.Problems.Error(
                map.Place,
                $"the languages have different numbers of choices here: {usual.Length} and {other.Length}.",
                "Write the same choices in each, in the same order."
            );
            return Expectation.Anything;
        }

        return new ChoiceExpected([.. labels.Select(some => some.IsDefault ? usual : some)], context.Slots.Languages);
    }

    private static void Learn(int language, ImmutableArray<string> labels, ParseContext context)
    {
        var namesAreWords = context.Settings.Languages.All[language].Code.StartsWith("de", StringComparison.Ordinal);
        foreach (var label in labels)
        {
            context.Corpus.Add(language, label, namesAreWords);
        }
    }

    private static ImmutableArray<string> Labels(Node node, ParseContext context)
    {
        var choices = context.TextList(node, "a choice");
        foreach (var choice in choices)
        {
            if (FoldedText.Of(choice.Value).Length == 0)
            {
                context.Problems.Error(
                    choice.Place,
                    $"'{choice.Value}' has no letters, digits or emoji to compare.",
                    "Write words."
                );
            }

            SaidText.Check(choice, FrozenSet<string>.Empty, context);
        }

        foreach (
            var twice in choices
                .GroupBy(choice => FoldedText.Of(choice.Value), StringComparer.Ordinal)
                .Where(same => same.Count() > 1)
        )
        {
            context.Problems.Warning(
                twice.Last().Place,
                $"'{twice.Last().Value}' stands among the choices twice.",
                "Take one of them out."
            );
        }

        return [.. choices.Select(choice => choice.Value)];
    }
}
