using System.Collections.Immutable;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The keys under <c>when</c>.</summary>
internal static class ConditionKeys
{
    public static MapSpec<ConditionDraft> Spec { get; } =
        new([
            PhraseKeyParser.Words,
            PhraseKeyParser.AllWords,
            PhraseKeyParser.Is,
            ContainsKeyParser.Spec,
            MatchesKeyParser.Spec,
            NestedKeyParser.Not,
            NestedKeyParser.Any,
            NestedKeyParser.All,
            TypeKeyParser.Spec,
            ButtonKeyParser.Spec,
            ChannelKeyParser.Spec,
            ProjectKeyParser.Spec,
            FromKeyParser.Spec,
            ChatKeyParser.Spec,
            VarsKeyParser.Spec,
            ContactKeyParser.Spec,
            FirstKeyParser.Spec,
            MissedKeyParser.Spec,
            SaidKeyParser.Spec,
            MentionsKeyParser.Spec,
            OpenKeyParser.Open,
            OpenKeyParser.Closed,
            LanguageKeyParser.Spec,
            EventKeyParser.Spec,
        ]);

    /// <summary>The conditions of a map. Phrases may stand in it by language, without 'words' around them.</summary>
    public static void Parse(MapNode map, ConditionDraft draft, ParseContext context)
    {
        if (CutTexts.AreIn(map, context, Spec.Knows))
        {
            CutTexts.ReportPhrases(map, context);
            return;
        }

        var (languages, others) = PhrasesByLanguage.Split(map, Spec, context);
        if (!languages.Entries.IsEmpty)
        {
            PhraseKeyParser.Words.Parse(draft, languages, context);
        }

        if (!others.Entries.IsEmpty)
        {
            Spec.Parse(others, draft, context);
        }
    }
}

/// <summary>The conditions of one map during parsing.</summary>
internal sealed class ConditionDraft
{
    public List<Condition> Conditions { get; } = [];

    /// <summary>The conditions around this map; null at the top.</summary>
    public ConditionDraft? Outer { get; init; }

    /// <summary>Conditions so far that hold before the next one is looked at, those around this map included.</summary>
    public IEnumerable<Condition> Before => Outer is null ? Conditions : Outer.Before.Concat(Conditions);

    /// <summary>
    /// True if <c>chat</c> was among them, at any depth: then the rule itself decides where it answers.
    /// </summary>
    public bool SaysChat { get; set; }

    /// <summary>Position of <c>event</c>; null if missing.</summary>
    public Node? Event { get; set; }

    /// <summary>Adds a condition; null is ignored.</summary>
    public void Add(Condition? condition)
    {
        if (condition is not null)
        {
            Conditions.Add(condition);
        }
    }
}

/// <summary>
/// <c>when</c>: a phrase, a list of phrases (one must match), either by language, or a map of conditions (all must hold).
/// </summary>
internal static class WhenKeyParser
{
    private static readonly ChatCondition Direct = new(ChatScope.Direct);

    /// <summary>A rule without conditions answers every direct message.</summary>
    public static ImmutableArray<Condition> Always { get; } = [Direct];

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        var draft = new ConditionDraft();
        switch (node)
        {
            case MapNode { Entries.IsEmpty: true }:
                context.Problems.Error(
                    node.Place,
                    "'when' has no conditions.",
                    "Take 'when' out if the rule should always answer."
                );
                return;
            case MapNode map:
                ConditionKeys.Parse(map, draft, context);
                Contradictions.Check(map, context);
                break;
            case ListNode list when list.Items.FirstOrDefault(item => item is MapNode) is MapNode inside:
                ReportMapInList(inside, context);
                return;
            default:
                PhraseKeyParser.Words.Parse(draft, node, context);
                break;
        }

        rule.When = draft.SaysChat ? [.. draft.Conditions] : [Direct, .. draft.Conditions];
        foreach (var condition in draft.Conditions)
        {
            context.Days.Add(condition);
        }

        // A form may go on for hours: what is open when it begins may be closed then.
        var isLong = rule.Node["ask"] is not null || rule.Node["menu"] is not null;
        context.Sure = draft
            .Conditions.SelectMany(condition => condition.Guarantees)
            .Where(name => !isLong || !name.StartsWith(CalendarVariable.Root, StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static void ReportMapInList(MapNode map, ParseContext context)
    {
        var name = map.Entries is [var first, ..] ? first.Name : "";
        var fix =
            LocalTexts.IsInListed(map, context)
                ? "Name each language once, with all of its phrases: when: { en: [hello, hi], de: [hallo] }"
            : ConditionKeys.Spec.Knows(name)
                ? "Write the conditions without '- ' if all of them must hold, or under 'any:' if one is enough."
            : context.Symbols.AsQuoted(map);
        context.Problems.Error(map.Place, "a list under 'when' holds phrases, but this is a map.", fix);
    }
}
