using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary>
/// <c>cooldown</c>: at most one answer per contact in this time. And <c>meanwhile</c>: the reaction in between.
/// </summary>
internal static class CooldownKeyParser
{
    private const string Silence = "silence";
    private const string Next = "next";

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        if (Durations.Parse(node, "cooldown", context) is { } time)
        {
            rule.Options = rule.Options with { Cooldown = time };
        }
    }

    public static void ParseMeanwhile(RuleDraft rule, Node node, ParseContext context)
    {
        switch (context.Word(node, "meanwhile"))
        {
            case null:
                break;
            case Silence:
                rule.Options = rule.Options with { IsSilentMeanwhile = true };
                break;
            case Next:
                break;
            case var other:
                context.Problems.Error(
                    node.Place,
                    $"'{other}' is not known as what happens meanwhile.",
                    Suggestion.For(other, [Silence, Next])
                );
                break;
        }
    }

    /// <summary>
    /// Stored state refers to a rule by id, which must be explicit: a position in a file changes with every rule above
    /// it.
    /// </summary>
    public static void Check(RuleDraft rule, ParseContext context)
    {
        if (rule.Options.Cooldown is not null && rule.Node["id"] is null)
        {
            context.Problems.Error(
                (rule.Node["cooldown"] ?? rule.Node).Place,
                "a rule with a cooldown needs an id: the cooldown is stored under the id.",
                "Add 'id: greeting', for example."
            );
        }

        if (rule.Node["meanwhile"] is { } meanwhile && rule.Options.Cooldown is null && rule.Node["cooldown"] is null)
        {
            context.Problems.Error(
                meanwhile.Place,
                "'meanwhile' belongs to 'cooldown', which is missing.",
                "Add 'cooldown: 12h', or take 'meanwhile' out."
            );
        }
    }
}

/// <summary>
/// <c>handover</c>: a person takes over for this time. And <c>always</c>: the rule is asked nevertheless.
/// </summary>
internal static class HandoverKeyParser
{
    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        if (Durations.Parse(node, "handover", context) is { } time)
        {
            rule.Options = rule.Options with { Handover = time };
        }
    }

    public static void ParseAlways(RuleDraft rule, Node node, ParseContext context)
    {
        if (context.Flag(node, "always") is not true)
        {
            return;
        }

        rule.Options = rule.Options with { IsAlways = true };
        if (rule.Stage != ReplyStage.Before)
        {
            context.Problems.Error(
                node.Place,
                "only a rule of the stage 'before' can be asked always.",
                "Add 'stage: before', or take 'always' out."
            );
        }
    }
}
