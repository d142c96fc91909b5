using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>project</c>: the message belongs to one of these projects.</summary>
internal sealed class ProjectCondition(ImmutableArray<string> ids) : Condition
{
    public override string Describe() => "project: " + string.Join(", ", ids);

    public override bool Holds(MatchContext context) => ids.Contains(context.Message.Project, StringComparer.Ordinal);
}
