using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

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
