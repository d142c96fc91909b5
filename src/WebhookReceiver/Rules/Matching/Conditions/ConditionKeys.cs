using WebhookReceiver.Rules.Files.Keys;
using WebhookReceiver.Rules.Files.Schema;
using WebhookReceiver.Rules.Files.Source;

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
            MentionsKeyParser.Spec,
            OpenKeyParser.Open,
            OpenKeyParser.Closed,
            LanguageKeyParser.Spec,
            EventKeyParser.Spec,
        ]);
}

/// <summary>The conditions of one map while its keys are read.</summary>
internal sealed class ConditionDraft
{
    public List<Condition> Conditions { get; } = [];

    /// <summary>True if <c>chat</c> was among them, at any depth: then the rule decides itself where it answers.</summary>
    public bool SaysChat { get; set; }

    /// <summary>Where <c>event</c> stands; null if it does not.</summary>
    public Node? Event { get; set; }

    /// <summary>Adds a condition unless it could not be read.</summary>
    public void Add(Condition? condition)
    {
        if (condition is not null)
        {
            Conditions.Add(condition);
        }
    }
}
