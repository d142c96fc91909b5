using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary><c>ask-model</c>: a model chooses and words what stands in texts, tables and pages of the folder.</summary>
internal static class AskModelKeyParser
{
    private const string Key = "ask-model";

    private const string Example =
        "Write: ask-model: { from: [texts, tables, answers.md], otherwise: \"Ann will answer you.\" }";

    private static readonly MapSpec<AskModelDraft> Spec = new([
        new("from", (draft, node, context) => draft.Passages = PassageParser.Parse(node, context)),
        new(
            "otherwise",
            (draft, node, context) => draft.Otherwise = LocalTexts.Parse(node, "a text", draft.Captures, context)
        ),
    ]);

    /// <summary>Keys that say something else, or ask somebody else.</summary>
    private static readonly string[] NotBeside = ["reply", "ask", "menu", "lookup"];

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        if (context.Map(node, Key, Example) is not { } map)
        {
            return;
        }

        var draft = new AskModelDraft(rule.Captures);
        Spec.Parse(map, draft, context);
        if (!Spec.Has(map, "from"))
        {
            context.Problems.Error(map.Place, "nothing says what the model may answer with.", Example);
        }

        if (!Spec.Has(map, "otherwise"))
        {
            context.Problems.Warning(
                map.Place,
                "if the model has no answer, this rule says nothing.",
                "Add 'otherwise: Ann will answer you.'"
            );
        }

        // Its reply is the model's: it has none of its own.
        rule.Plan = new ReplyPlan { IsSilence = true };
        if (draft.Passages is { } passages)
        {
            var languages = new SpokenLanguages(context.Settings.Languages, context.Settings.OwnWords);
            rule.Options = rule.Options with { AskModel = new(new(passages), draft.Otherwise, languages) };
        }
    }

    /// <summary>Only the fallback has the time, and only when nobody else knows is a model asked.</summary>
    public static void Check(RuleDraft rule, ParseContext context)
    {
        if (rule.Node[Key] is not { } node)
        {
            return;
        }

        foreach (var other in NotBeside.Where(other => rule.Node[other] is not null))
        {
            context.Problems.Error(
                rule.Node[other]!.Place,
                $"'{other}' has no place beside 'ask-model': the model answers.",
                other == "reply" ? "Write the text under 'ask-model' as 'otherwise'." : "Make two rules of it."
            );
        }

        if (rule.When.Any(condition => condition is EventCondition))
        {
            context.Problems.Error(
                node.Place,
                "a model answers messages, and an event is none.",
                "Take 'ask-model' out, and write a 'reply'."
            );
        }
        else if (rule.Stage != ReplyStage.Fallback)
        {
            context.Problems.Error(
                node.Place,
                "a model is asked in the stage 'fallback' only, about messages that nobody else answers.",
                "Add 'stage: fallback' to the rule."
            );
        }
    }

    private sealed class AskModelDraft(IReadOnlySet<string> captures)
    {
        public IReadOnlySet<string> Captures => captures;

        public System.Collections.Immutable.ImmutableArray<ModelPassage>? Passages { get; set; }

        public LocalText Otherwise { get; set; } = LocalText.None;
    }
}
