using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>all</c>: every one of the conditions holds.</summary>
internal sealed class AllCondition(ImmutableArray<Condition> conditions) : Condition
{
    public ImmutableArray<Condition> Inside => conditions;

    public override IEnumerable<Phrase> Phrases => conditions.SelectMany(condition => condition.Phrases);

    public override IEnumerable<int> Words => conditions.SelectMany(condition => condition.Words);

    public override IEnumerable<string> CaptureNames => conditions.SelectMany(condition => condition.CaptureNames);

    public override IndexTerms? NeedsOf(TermFrequency frequency) => frequency.NeedsOf(conditions);

    public override IEnumerable<Phrase> SaidPhrases => conditions.SelectMany(condition => condition.SaidPhrases);

    public override TrackedFacts TrackedFacts =>
        conditions.Aggregate(TrackedFacts.None, (all, one) => all | one.TrackedFacts);

    public override bool LooksAtTextAlone => conditions.All(condition => condition.LooksAtTextAlone);

    public override IEnumerable<string> Guarantees => conditions.SelectMany(condition => condition.Guarantees);

    public override string Describe() => $"all: ({string.Join(" & ", conditions.Select(c => c.Describe()))})";

    public override bool Holds(MatchContext context)
    {
        var mark = context.CaptureMark;
        foreach (var condition in conditions)
        {
            if (!condition.Holds(context))
            {
                context.ForgetCaptures(mark);
                return false;
            }
        }
        return true;
    }
}

/// <summary>
/// <c>any</c>: one of the conditions holds; those with captures are tried first, the first match wins.
/// </summary>
internal sealed class AnyCondition(ImmutableArray<Condition> conditions) : Condition
{
    private readonly ImmutableArray<Condition> _tried = [.. conditions.OrderBy(one => !one.CaptureNames.Any())];

    public ImmutableArray<Condition> Inside => conditions;

    public override IEnumerable<Phrase> Phrases => conditions.SelectMany(condition => condition.Phrases);

    public override IEnumerable<int> Words => conditions.SelectMany(condition => condition.Words);

    public override IEnumerable<string> CaptureNames => conditions.SelectMany(condition => condition.CaptureNames);

    public override IndexTerms? NeedsOf(TermFrequency frequency) =>
        IndexTerms.AnyOf(conditions.Select(condition => condition.NeedsOf(frequency)));

    public override IEnumerable<Phrase> SaidPhrases => conditions.SelectMany(condition => condition.SaidPhrases);

    public override TrackedFacts TrackedFacts =>
        conditions.Aggregate(TrackedFacts.None, (all, one) => all | one.TrackedFacts);

    public override IEnumerable<Condition> Alternatives => _tried;

    public override bool LooksAtTextAlone => conditions.All(condition => condition.LooksAtTextAlone);

    public override IEnumerable<string> Guarantees =>
        conditions
            .Select(condition => condition.Guarantees)
            .Aggregate((all, one) => all.Intersect(one, StringComparer.Ordinal));

    public override string Describe() => $"any: ({string.Join(" | ", conditions.Select(c => c.Describe()))})";

    public override bool Holds(MatchContext context)
    {
        foreach (var condition in _tried)
        {
            if (condition.Holds(context))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary><c>not</c>: the condition inside does not hold. No captures.</summary>
internal sealed class NotCondition(Condition inside) : Condition
{
    public Condition Inside => inside;

    public override IEnumerable<Phrase> SaidPhrases => inside.SaidPhrases;

    public override TrackedFacts TrackedFacts => inside.TrackedFacts;

    public override IEnumerable<int> Words => inside.Words;

    public override bool LooksAtTextAlone => inside.LooksAtTextAlone;

    public override IEnumerable<string> Guarantees =>
        inside is OpenCondition open ? open.SureWhere(!open.MustBeOpen) : [];

    public override string Describe() => $"not: ({inside.Describe()})";

    public override bool Holds(MatchContext context)
    {
        var mark = context.CaptureMark;
        var strips = context.Strips;
        var matched = context.Matched;
        // What must not stand there must not stand there with an article either.
        context.Strip(true);
        var holds = inside.Holds(context);
        context.Strip(strips);
        context.Matched = matched;
        context.ForgetCaptures(mark);
        return !holds;
    }
}

/// <summary>
/// <c>not</c>, <c>any</c>, <c>all</c>: around a phrase, a list of phrases and condition maps, or a condition map.
/// </summary>
internal static class NestedKeyParser
{
    public static KeySpec<ConditionDraft> Not { get; } = new("not", ParseNot, Shape.Nested, "None of these holds");

    public static KeySpec<ConditionDraft> Any { get; } = new("any", ParseAny, Shape.Nested, "One of these holds");

    public static KeySpec<ConditionDraft> All { get; } = new("all", ParseAll, Shape.Nested, "All of these hold");

    /// <summary>Holds if none of the entries does; the conditions of one map count together.</summary>
    private static void ParseNot(ConditionDraft draft, Node node, ParseContext context)
    {
        Condition[] inside = [.. Entries(draft, node, context)];
        if (inside.Length > 0)
        {
            draft.Add(new NotCondition(inside is [var one] ? one : new AnyCondition([.. inside])));
        }
    }

    private static void ParseAny(ConditionDraft draft, Node node, ParseContext context)
    {
        Condition[] inside = [.. node is MapNode map ? Parts(draft, map, context) : Entries(draft, node, context)];
        if (inside.Length > 0)
        {
            draft.Add(new AnyCondition([.. inside]));
        }
    }

    private static void ParseAll(ConditionDraft draft, Node node, ParseContext context)
    {
        // An entry may use what an earlier one keeps.
        var around = new ConditionDraft { Outer = draft };
        foreach (var condition in Entries(around, node, context))
        {
            around.Add(condition);
        }

        draft.SaysChat |= around.SaysChat;
        if (around.Conditions.Count > 0)
        {
            draft.Add(new AllCondition([.. around.Conditions]));
        }
    }

    /// <summary>One condition per entry of a list, parsed one by one, or one for a whole map.</summary>
    private static IEnumerable<Condition> Entries(ConditionDraft draft, Node node, ParseContext context)
    {
        if (node is not ListNode list)
        {
            return One(draft, node, context) is { } single ? [single] : [];
        }

        if (list.Items.IsEmpty)
        {
            context.Problems.Error(
                list.Place,
                "this list is empty.",
                "Write a phrase or conditions, or take the key out."
            );
        }

        return list.Items.Select(item => One(draft, item, context)).OfType<Condition>();
    }

    private static Condition? One(ConditionDraft draft, Node node, ParseContext context)
    {
        if (node is MapNode map)
        {
            return Parts(draft, map, context) switch
            {
                [] => null,
                [var one] => one,
                var many => new AllCondition([.. many]),
            };
        }

        var phrases = PhraseList.Parse(node, context);
        return phrases.IsEmpty ? null : new WordsCondition(phrases);
    }

    private static List<Condition> Parts(ConditionDraft draft, MapNode map, ParseContext context)
    {
        var inside = new ConditionDraft { Outer = draft };
        ConditionKeys.Parse(map, inside, context);
        draft.SaysChat |= inside.SaysChat;
        EventKeyParser.RefuseNested(inside, context);
        if (map.Entries.IsEmpty)
        {
            context.Problems.Error(map.Place, "there are no conditions here.", "Write one, or take the key out.");
        }

        return inside.Conditions;
    }
}
