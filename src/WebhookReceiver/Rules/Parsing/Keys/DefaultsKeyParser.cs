using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Default values for the rules of a file.</summary>
internal sealed class RuleDefaults
{
    public ReplyStage Stage { get; set; } = ReplyStage.Main;

    public int Priority { get; set; }

    public bool Enabled { get; set; } = true;

    public TimeSpan? Cooldown { get; set; }

    public bool Typos { get; set; }

    public bool Shadow { get; set; }
}

/// <summary><c>defaults</c>: for the rules of this file.</summary>
internal static class DefaultsKeyParser
{
    private static readonly MapSpec<RuleDefaults> Spec = new([
        new(
            "stage",
            (defaults, node, context) => defaults.Stage = StageKeyParser.Parse(node, context) ?? defaults.Stage,
            Shape.Stage,
            "See the rule's stage"
        ),
        new(
            "priority",
            (defaults, node, context) =>
                defaults.Priority = PriorityKeyParser.Parse(node, context) ?? defaults.Priority,
            Shape.Whole,
            "See the rule's priority"
        ),
        new(
            "enabled",
            (defaults, node, context) => defaults.Enabled = context.Flag(node, "enabled") ?? defaults.Enabled,
            Shape.Flag,
            "See the rule's enabled"
        ),
        new(
            "cooldown",
            (defaults, node, context) => defaults.Cooldown = Durations.Parse(node, "cooldown", context),
            Shape.Time,
            "See the rule's cooldown"
        ),
        new(
            "typos",
            (defaults, node, context) => defaults.Typos = context.Flag(node, "typos") ?? defaults.Typos,
            Shape.Flag,
            "See the rule's typos"
        ),
        new(
            "shadow",
            (defaults, node, context) => defaults.Shadow = context.Flag(node, "shadow") ?? defaults.Shadow,
            Shape.Flag,
            "See the rule's shadow"
        ),
    ]);

    /// <summary>Its keys, for the schema.</summary>
    public static IReadOnlyList<KeySpec> Keys => Spec.Keys;

    public static void Parse(FileDraft file, Node node, ParseContext context)
    {
        if (context.Map(node, "defaults", "Write 'stage: small-talk' below it, for example.") is { } map)
        {
            Spec.Parse(map, file.Defaults, context);
        }
    }
}
