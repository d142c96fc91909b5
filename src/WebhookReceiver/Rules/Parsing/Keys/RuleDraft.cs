using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Keys.Conversations;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>A rule during parsing.</summary>
internal sealed class RuleDraft(string id, MapNode node, RuleDefaults defaults)
{
    private static readonly IReadOnlySet<string> Nothing = FrozenSet<string>.Empty;

    private HashSet<string>? _asked;

    public string Id => id;

    public MapNode Node => node;

    public ReplyStage Stage { get; set; } = defaults.Stage;

    public int Priority { get; set; } = defaults.Priority;

    public bool Enabled { get; set; } = defaults.Enabled;

    public bool Typos { get; set; } = defaults.Typos;

    public bool Shadow { get; set; } = defaults.Shadow;

    public ImmutableArray<Condition> When { get; set; } = [];

    public ReplyPlan? Plan { get; set; }

    public ConversationOptions Options { get; set; } =
        defaults.Cooldown is { } cooldown ? new() { Cooldown = cooldown } : ConversationOptions.None;

    public IReadOnlyList<RuleTest> Tests { get; set; } = [];

    /// <summary>Variables that it remembers before it answers.</summary>
    public IReadOnlySet<string> Remembers { get; } =
        node["remember"] is null ? Nothing : RememberKeyParser.NamesIn(node).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Names of questions and look-ups before the answer.</summary>
    public HashSet<string> Asked => _asked ??= new(StringComparer.Ordinal);

    /// <summary>Names of captures and questions.</summary>
    public IReadOnlySet<string> Captures
    {
        get
        {
            // Most rules have no captures, and this is called several times per rule.
            HashSet<string>? names = null;
            foreach (var condition in When)
            {
                foreach (var name in condition.CaptureNames)
                {
                    (names ??= new(StringComparer.Ordinal)).Add(name);
                }
            }

            if (_asked is not null)
            {
                (names ??= new(StringComparer.Ordinal)).UnionWith(_asked);
            }

            return names ?? Nothing;
        }
    }
}
