using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>What the rules of a file have unless they say otherwise.</summary>
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
internal static class DefaultsKey
{
    private static readonly KeyTable<RuleDefaults> Table = new([
        new("stage", (defaults, node, reading) => defaults.Stage = StageKey.Read(node, reading) ?? defaults.Stage),
        new(
            "priority",
            (defaults, node, reading) => defaults.Priority = PriorityKey.Read(node, reading) ?? defaults.Priority
        ),
        new(
            "enabled",
            (defaults, node, reading) => defaults.Enabled = reading.Flag(node, "enabled") ?? defaults.Enabled
        ),
        new("cooldown", (defaults, node, reading) => defaults.Cooldown = Durations.Read(node, "cooldown", reading)),
        new("typos", (defaults, node, reading) => defaults.Typos = reading.Flag(node, "typos") ?? defaults.Typos),
        new("shadow", (defaults, node, reading) => defaults.Shadow = reading.Flag(node, "shadow") ?? defaults.Shadow),
    ]);

    /// <summary>Names of its keys, for the schema.</summary>
    public static IReadOnlyList<string> Names => Table.Working;

    public static void Read(FileDraft file, Node node, Reading reading)
    {
        if (reading.Map(node, "defaults", "Write 'stage: small-talk' below it, for example.") is { } map)
        {
            Table.Read(map, file.Defaults, reading);
        }
    }
}
