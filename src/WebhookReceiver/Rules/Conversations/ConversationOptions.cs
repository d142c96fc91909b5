using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// The parts of a rule that depend on the contact's state or change it. A rule without them has none.
/// </summary>
internal sealed record ConversationOptions
{
    public static ConversationOptions None { get; } = new();

    public ImmutableArray<RememberPlan> Remember { get; init; } = [];

    /// <summary>Variables to forget.</summary>
    public ImmutableArray<string> Forget { get; init; } = [];

    /// <summary>How long the rule pauses for a contact after it answered.</summary>
    public TimeSpan? Cooldown { get; init; }

    /// <summary>True: during the pause its match gets silence; false: the next rule is asked.</summary>
    public bool IsSilentMeanwhile { get; init; }

    /// <summary>Length of the handover to a person after its answer.</summary>
    public TimeSpan? Handover { get; init; }

    /// <summary>Messages to other recipients.</summary>
    public ImmutableArray<LaterPlan> Tell { get; init; } = [];

    /// <summary>Questions before the rule answers; null: none.</summary>
    public Form? Form { get; init; }

    /// <summary>The choices; null: none.</summary>
    public Menu? Menu { get; init; }

    /// <summary>How long an open question waits for its answer.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The words, alone in a message but for courtesy, that end a form or a menu.</summary>
    public CommandCondition? Cancel { get; init; }

    public LookupPlan? Lookup { get; init; }

    /// <summary>The question to a model that answers in its place; null: none.</summary>
    public AskModelPlan? AskModel { get; init; }

    /// <summary>True: the rule also serves contacts who opted out or are in a handover.</summary>
    public bool IsAlways { get; init; }

    /// <summary>True if the rule has effects without a reply.</summary>
    public bool DoesSomething => Handover is not null || Form is not null || !Tell.IsEmpty;
}
