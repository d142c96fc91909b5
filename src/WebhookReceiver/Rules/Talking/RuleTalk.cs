using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Talking;

/// <summary>Everything of a rule that hangs on what is known of the contact, or changes it. A rule without any of it has none.</summary>
internal sealed record RuleTalk
{
    public static RuleTalk None { get; } = new();

    public ImmutableArray<RememberPlan> Remember { get; init; } = [];

    /// <summary>Variables to forget.</summary>
    public ImmutableArray<string> Forget { get; init; } = [];

    /// <summary>How long the rule rests for a contact after it has answered him.</summary>
    public TimeSpan? Cooldown { get; init; }

    /// <summary>True: while it rests, what it would have answered is met with silence; false: the next rule is asked.</summary>
    public bool IsSilentMeanwhile { get; init; }

    /// <summary>How long people take over once the rule has answered.</summary>
    public TimeSpan? Handover { get; init; }

    /// <summary>What others are told.</summary>
    public ImmutableArray<LaterPlan> Tell { get; init; } = [];

    /// <summary>What is asked before the rule answers; null: nothing.</summary>
    public Form? Form { get; init; }

    /// <summary>What there is to choose from; null: nothing.</summary>
    public Menu? Menu { get; init; }

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The words, alone in a message but for courtesy, that end a form or a menu.</summary>
    public CommandCondition? Cancel { get; init; }

    public LookupPlan? Lookup { get; init; }

    /// <summary>True: the rule is asked although the contact has stopped or people have taken over.</summary>
    public bool IsAlways { get; init; }

    /// <summary>True if the rule does something even if it says nothing.</summary>
    public bool DoesSomething => Handover is not null || Form is not null || !Tell.IsEmpty;
}
