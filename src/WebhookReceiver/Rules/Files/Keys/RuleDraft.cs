using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>A rule while its keys are read.</summary>
internal sealed class RuleDraft(string id, MapNode node, RuleDefaults defaults)
{
    public string Id => id;

    public MapNode Node => node;

    public ReplyStage Stage { get; set; } = defaults.Stage;

    public int Priority { get; set; } = defaults.Priority;

    public bool Enabled { get; set; } = defaults.Enabled;

    public bool Typos { get; set; } = defaults.Typos;

    public bool Shadow { get; set; } = defaults.Shadow;

    public ImmutableArray<Condition> When { get; set; } = [];

    public ReplyPlan? Plan { get; set; }

    public RuleTalk Talk { get; set; } =
        defaults.Cooldown is { } cooldown ? new() { Cooldown = cooldown } : RuleTalk.None;

    public List<RuleTest> Tests { get; } = [];

    /// <summary>Names of what is asked or looked up before the rule answers.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>Names the conditions may capture, and what is asked.</summary>
    public IReadOnlySet<string> Captures =>
        When.SelectMany(condition => condition.CaptureNames).Concat(Asked).ToHashSet(StringComparer.Ordinal);
}
