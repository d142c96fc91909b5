using System.Collections.Frozen;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Keys.Conversations;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Keys.Tests;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>The keys of a rule; conditions come before the reply, which may use their captures.</summary>
internal static class RuleKeys
{
    public static MapSpec<RuleDraft> Spec { get; } =
        new([
            new("id", (_, _, _) => { }, Shape.Text, "Name of the rule: one word, unique in the folder"), // parsed first, see RulesKeyParser
            new("note", (_, node, context) => context.Text(node, "note"), Shape.Text, "For people"),
            new(
                "when",
                WhenKeyParser.Parse,
                Shape.When,
                "When the rule answers: phrases, of which one must match, or conditions, which must all hold; without it always"
            ),
            new(
                "stage",
                (rule, node, context) => rule.Stage = StageKeyParser.Parse(node, context) ?? rule.Stage,
                Shape.Stage,
                "When the rule is asked"
            ),
            new(
                "priority",
                (rule, node, context) => rule.Priority = PriorityKeyParser.Parse(node, context) ?? rule.Priority,
                Shape.Whole,
                "Higher is asked earlier in its stage; usually not needed"
            ),
            new(
                "enabled",
                (rule, node, context) => rule.Enabled = context.Flag(node, "enabled") ?? rule.Enabled,
                Shape.Flag,
                "false: the rule is ignored"
            ),
            new(
                "typos",
                (rule, node, context) => rule.Typos = context.Flag(node, "typos") ?? rule.Typos,
                Shape.Flag,
                "Forgives typing mistakes"
            ),
            new(
                "shadow",
                (rule, node, context) => rule.Shadow = context.Flag(node, "shadow") ?? rule.Shadow,
                Shape.Flag,
                "true: the rule never answers, but what it would answer is counted"
            ),
            new(
                "ask",
                AskKeyParser.Parse,
                Shape.Questions,
                "Questions, each with one variable of its own: { name: What is your name? }"
            ),
            new(
                "menu",
                MenuKeyParser.Parse,
                Shape.Any,
                "Choices with numbers: { Tomorrow: Done. }, or { Book a visit: { go: visit } }"
            ),
            new(
                "lookup",
                LookupKeyParser.Parse,
                Shape.Any,
                "Request to another server before the answer: get, or post with body; timeout, missing, failed"
            ),
            new(
                "ask-model",
                AskModelKeyParser.Parse,
                Shape.AskModel,
                "Question to a model that answers with given texts: { from: [texts, tables, answers.md], otherwise: … }"
            ),
            new(
                "expires",
                FormKeyParser.ParseExpires,
                Shape.Time,
                "How long the rule waits for an answer (default: 30m)"
            ),
            new(
                "cancel",
                FormKeyParser.ParseCancel,
                Shape.Words,
                "Words that end a form or a menu, alone in a message"
            ),
            new(
                "reply",
                ReplyKeyParser.Parse,
                Shape.Reply,
                "A text, a list of texts to choose from, a text for each language, or a map"
            ),
            new(
                "cooldown",
                CooldownKeyParser.Parse,
                Shape.Time,
                "Answers a contact at most once in this time, such as 12h"
            ),
            new(
                "meanwhile",
                CooldownKeyParser.ParseMeanwhile,
                Shape.Meanwhile,
                "While it rests: silence, or next: the next rule is asked (default)"
            ),
            new("handover", HandoverKeyParser.Parse, Shape.Time, "Staff take over for this time"),
            new("tell", TellKeyParser.Parse, Shape.Tell, "Notifies staff by Push"),
            new(
                "always",
                HandoverKeyParser.ParseAlways,
                Shape.Flag,
                "true: the rule is asked even if the contact opted out or staff took over"
            ),
            new(
                "remember",
                RememberKeyParser.Parse,
                Shape.Any,
                "Variables of the contact to remember: { city: Cork, for: 30d }"
            ),
            new("forget", RememberKeyParser.ParseForget, Shape.Texts, "Variables of the contact to forget"),
            new(
                "tests",
                TestsKeyParser.Parse,
                Shape.Tests,
                "Messages of customers, and the answers that they must get"
            ),
        ]);

    private static readonly string[] AnswersInstead = ["ask", "menu", "lookup", "ask-model", "handover"];

    /// <summary>The finished rule, or null after an error.</summary>
    public static FileRule? Parse(RuleDraft rule, ParseContext context)
    {
        BackgroundThrottle.Yield();
        context.Problems.RuleId = rule.Id;
        context.Problems.LacksSomething = false;
        if (context.Symbols.IsLedTo(rule.Id))
        {
            rule.Asked.Add(MenuEvaluator.ChoiceName);
        }

        context.Days.Clear();
        context.Sure = FrozenSet<string>.Empty;
        Spec.Parse(rule.Node, rule, context);
        if (rule.Node["when"] is null)
        {
            rule.When = WhenKeyParser.Always;
        }

        var isReplyInWhen = (rule.Node["when"] as MapNode)?["reply"] is not null;
        if (!isReplyInWhen && !Spec.Has(rule.Node, "reply") && !AnswersInstead.Any(key => rule.Node[key] is not null))
        {
            context.Problems.Error(
                rule.Node.Place,
                "the rule has no reply.",
                RuleFileNames.IsCsv(rule.Node.Place.Path) ? "Fill in its cell of the column 'reply', or delete the row."
                    : RuleFileNames.IsMarkdown(rule.Node.Place.Path)
                        ? "Write the answer below the heading, above the quotes."
                    : "Add 'reply: the text', or 'reply: { silence: true }' if it should stay silent."
            );
        }

        CooldownKeyParser.Check(rule, context);
        FormKeyParser.Check(rule, context);
        MissedKeyParser.Check(rule, context);
        EventKeyParser.Check(rule, context);
        AskModelKeyParser.Check(rule, context);
        if (rule.Node["reply"] is null)
        {
            rule.Plan ??= new ReplyPlan();
        }

        context.Problems.RuleId = null;
        context.Sure = FrozenSet<string>.Empty;
        return rule.Plan is { } plan && !context.Problems.LacksSomething
            ? new FileRule(rule.Id, rule.Node.Place, rule.Stage, rule.Priority, rule.When, plan, context.Vocabulary)
            {
                Typos = rule.Typos,
                IsShadow = rule.Shadow,
                Options = ReferenceEquals(rule.Options, ConversationOptions.None) ? null : rule.Options,
            }
            : null;
    }
}
