using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>project</c>: the message belongs to one of these projects.</summary>
internal sealed class ProjectCondition(ImmutableArray<string> ids) : Condition
{
    public override string Describe() => "project: " + string.Join(", ", ids);

    public override bool Holds(MatchContext context) => ids.Contains(context.Message.Project, StringComparer.Ordinal);
}

/// <summary><c>project</c>: the platform's project id.</summary>
internal static class ProjectKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } = new("project", Parse, Shape.Texts, "Id of the project");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        var ids = context.TextList(node, "a project id");
        draft.Add(ids.Count == 0 ? null : new ProjectCondition([.. ids.Select(text => text.Value.Trim())]));
    }
}
