using System.Globalization;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary>
/// <c>expect</c>: a slot type, a range such as <c>1-12</c>, a list of choices, once or by language, a kind of media, or bounds of a day or
/// time.
/// </summary>
internal static class ExpectKeyParser
{
    private static readonly Dictionary<string, MessageKind> Media = new(StringComparer.Ordinal)
    {
        ["image"] = MessageKind.Image,
        ["video"] = MessageKind.Video,
        ["audio"] = MessageKind.Audio,
        ["document"] = MessageKind.Document,
    };

    private static readonly string[] RangeSigns = [" to ", " and ", " until ", "...", "..", "–", "—"];

    /// <param name="node">The value.</param>
    /// <param name="before">Earlier questions.</param>
    /// <param name="captures">Captures of the conditions.</param>
    /// <param name="context">The parse context of the folder.</param>
    public static Expectation Parse(
        Node node,
        IReadOnlyCollection<Question> before,
        IReadOnlySet<string> captures,
        ParseContext context
    ) =>
        node switch
        {
            ListNode list => ChoicesParser.Parse(list, context),
            MapNode map when ChoicesParser.AreByLanguage(map, context) => ChoicesParser.ByLanguage(map, context),
            MapNode map => BoundsKeyParser.Parse(map, before, captures, context),
            _ => context.Word(node, "expect") is { } word ? One(node, word.Trim(), context) : Expectation.Anything,
        };

    private static Expectation One(Node node, string word, ParseContext context)
    {
        if (word == "text")
        {
            return Expectation.AnyWords;
        }

        if (Media.TryGetValue(word, out var kind))
        {
            return new MediaExpected(kind);
        }

        if (TypeOf(word, context) is { } type)
        {
            return Typed(type, context);
        }

        if (RangeOf(word) is var (least, most))
        {
            return least <= most
                ? new RangeExpected(least, most, Numbers(context), context.Slots.Languages)
                : Told(node, $"the range '{word}' is empty.", $"Write: {most}-{least}", context);
        }

        string[] known = [.. context.Slots.Names, .. Media.Keys, "text"];
        return Told(
            node,
            $"'{word}' is not known as something to expect.",
            Suggestion.Nearest(word, known) is { } nearest ? $"Did you mean '{nearest}'?"
                : MendedRange(word) is { } range ? $"Write: {range}"
                : $"Write one of {string.Join(", ", known)}, a range such as 1-12, or a list of choices such as [small, large].",
            context
        );
    }

    /// <summary>The types of slots; a table's name is a type like any other.</summary>
    private static SlotType? TypeOf(string word, ParseContext context) => context.Slots.Find(word);

    private static Expectation Typed(SlotType type, ParseContext context) =>
        type switch
        {
            PlainSlotType plain => new TypeExpected(plain),
            TableSlot table => new TableExpected(table, context.Slots.Languages),
            NumberSlot => new NumberExpected(Numbers(context), context.Slots.Languages),
            DateSlot => new DateExpected(type, context.Slots.Languages, context.Settings.Zone, null, null, []),
            _ => new TimeExpected(type, context.Slots.Languages, context.Settings.Zone, null, null, [], on: null),
        };

    /// <summary>Answers may be number words: their tables are built now, so that no message waits for them.</summary>
    private static NumberSlot Numbers(ParseContext context)
    {
        context.Slots.Languages.Prepare();
        return (NumberSlot)context.Slots.Find("number")!;
    }

    private static (long Least, long Most)? RangeOf(string word)
    {
        var parts = word.Split('-', StringSplitOptions.TrimEntries);
        return parts is [var least, var most] && Number(least) is { } from && Number(most) is { } to
            ? (from, to)
            : null;

        static long? Number(string text) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>1 to 12, 1..12, from 1 to 12, between 1 and 12.</summary>
    private static string? MendedRange(string word)
    {
        foreach (var sign in RangeSigns)
        {
            word = word.Replace(sign, "-", StringComparison.OrdinalIgnoreCase);
        }

        return
            RangeOf(
                word.Replace("from ", "", StringComparison.OrdinalIgnoreCase)
                    .Replace("between ", "", StringComparison.OrdinalIgnoreCase)
            )
                is var (least, most)
            && least <= most
            ? $"{least}-{most}"
            : null;
    }

    private static Expectation Told(Node node, string message, string fix, ParseContext context)
    {
        context.Problems.Error(node.Place, message, fix);
        return Expectation.Anything;
    }
}
