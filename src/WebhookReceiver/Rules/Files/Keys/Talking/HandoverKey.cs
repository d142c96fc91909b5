using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Talking;

/// <summary><c>handover</c>: people take over for this time. And <c>always</c>: the rule is asked nevertheless.</summary>
internal static class HandoverKey
{
    public static void Read(RuleDraft rule, Node node, Reading reading)
    {
        if (Durations.Read(node, "handover", reading) is { } time)
        {
            rule.Talk = rule.Talk with { Handover = time };
        }
    }

    public static void ReadAlways(RuleDraft rule, Node node, Reading reading)
    {
        if (reading.Flag(node, "always") is not true)
        {
            return;
        }

        rule.Talk = rule.Talk with { IsAlways = true };
        if (rule.Stage != ReplyStage.Before)
        {
            reading.Problems.Error(
                node.Place,
                "only a rule of the stage 'before' can be asked always.",
                "Add 'stage: before', or take 'always' out."
            );
        }
    }
}
