using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Keys.Conditions;
using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Keys.Talking;
using WebhookReceiver.Rules.Files.Keys.Tests;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>The keys of a rule; conditions before the reply, which may use what they capture.</summary>
internal static class RuleKeys
{
    public static KeyTable<RuleDraft> Table { get; } =
        new([
            new("id", (_, _, _) => { }), // read before everything else, see RulesKey
            new("note", (_, node, reading) => reading.Text(node, "note")),
            new("when", WhenKey.Read),
            new("stage", (rule, node, reading) => rule.Stage = StageKey.Read(node, reading) ?? rule.Stage),
            new("priority", (rule, node, reading) => rule.Priority = PriorityKey.Read(node, reading) ?? rule.Priority),
            new("enabled", (rule, node, reading) => rule.Enabled = reading.Flag(node, "enabled") ?? rule.Enabled),
            new("typos", (rule, node, reading) => rule.Typos = reading.Flag(node, "typos") ?? rule.Typos),
            new("shadow", (rule, node, reading) => rule.Shadow = reading.Flag(node, "shadow") ?? rule.Shadow),
            new("ask", AskKey.Read),
            new("menu", MenuKey.Read),
            new("lookup", LookupKey.Read),
            new("expires", FormKeys.ReadExpires),
            new("cancel", FormKeys.ReadCancel),
            new("reply", ReplyKey.Read),
            new("cooldown", CooldownKey.Read),
            new("meanwhile", CooldownKey.ReadMeanwhile),
            new("handover", HandoverKey.Read),
            new("tell", TellKey.Read),
            new("always", HandoverKey.ReadAlways),
            new("remember", RememberKey.Read),
            new("forget", RememberKey.ReadForget),
            new("tests", TestsKey.Read),
        ]);

    private static readonly string[] AnswersInstead = ["ask", "menu", "lookup", "handover"];

    /// <summary>The finished rule, or null if it has an error.</summary>
    public static FileRule? Read(RuleDraft rule, Reading reading)
    {
        reading.Pace?.Breathe();
        reading.Problems.RuleId = rule.Id;
        reading.Problems.LacksSomething = false;
        Table.Read(rule.Node, rule, reading);
        if (rule.Node["when"] is null)
        {
            rule.When = WhenKey.Always;
        }

        if (!Table.Has(rule.Node, "reply") && !AnswersInstead.Any(key => rule.Node[key] is not null))
        {
            reading.Problems.Error(
                rule.Node.Place,
                "the rule has no reply.",
                "Add 'reply: the text', or 'reply: { silence: true }' if it shall stay silent."
            );
        }

        CooldownKey.Check(rule, reading);
        FormKeys.Check(rule, reading);
        FirstKey.Check(rule, reading);
        EventKey.Check(rule, reading);
        if (rule.Node["reply"] is null)
        {
            rule.Plan ??= new ReplyPlan();
        }

        reading.Problems.RuleId = null;
        return rule.Plan is { } plan && !reading.Problems.LacksSomething
            ? new FileRule(rule.Id, rule.Node.Place, rule.Stage, rule.Priority, rule.When, plan, reading.Vocabulary)
            {
                Typos = rule.Typos,
                IsShadow = rule.Shadow,
                Talk = ReferenceEquals(rule.Talk, RuleTalk.None) ? null : rule.Talk,
            }
            : null;
    }
}
