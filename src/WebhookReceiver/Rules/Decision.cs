using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules;

/// <summary>What the rules said to one message.</summary>
/// <param name="RuleName">The rule that answered; <see langword="null"/> if none did.</param>
/// <param name="Reply">Its reply; <see langword="null"/> if no rule answered.</param>
/// <param name="Body">The instant reply as the platform's JSON, UTF-8; <c>{}</c> for silence.</param>
/// <param name="Faults">Rules that threw, hung or overran and were passed over, in the order in which they were asked.</param>
internal sealed record Decision(
    string? RuleName,
    Reply? Reply,
    ReadOnlyMemory<byte> Body,
    ImmutableArray<RuleFault> Faults
)
{
    /// <summary>No rule answers.</summary>
    public static Decision None { get; } = new(null, null, InstantReply.Silence, []);

    /// <summary>What plug-ins said on the way, in the order in which they were asked: a replay does not ask them again.</summary>
    public ImmutableArray<ForeignAnswer> Foreign { get; init; } = [];

    /// <summary>Rules in the shadow that would have answered, had they been allowed to.</summary>
    public ImmutableArray<string> Shadows { get; init; } = [];

    /// <summary>What is to be remembered and forgotten of the contact, once the reply is kept.</summary>
    public ImmutableArray<Memo> Memos { get; init; } = [];

    /// <summary>Position of the language that was spoken, among those of the folder; null where there is one.</summary>
    public int? Language { get; init; }

    /// <summary>The rules whose texts are said one after the other; empty where one rule answers.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>Channel id that a reaction to an event goes out by; null: that of what happened.</summary>
    public string? Channel { get; init; }

    /// <summary>What is to be sent besides.</summary>
    public ImmutableArray<LaterMessage> Later { get; init; } = [];

    /// <summary>The decision for the answer of a rule. A text longer than the channel carries is cut, and that is a fault.</summary>
    public static Decision Of(
        string rule,
        Answer answer,
        string channel,
        TextLimits lengths,
        ImmutableArray<RuleFault> faults
    )
    {
        var reply = answer.Reply;
        if (lengths.IsTooLong(reply.Text, channel))
        {
            reply = reply with { Text = lengths.Cut(reply.Text!, channel) };
            faults = [.. faults, new RuleFault(rule, RuleFaultKind.TooLong, TimeSpan.Zero, null)];
        }

        return new Decision(rule, reply, reply.IsSilent ? InstantReply.Silence : InstantReply.ToJson(reply), faults)
        {
            Memos = answer.Memos,
            Later = answer.Later,
            Channel = answer.Channel,
        };
    }

    /// <summary>True if it sets this variable of the program's own.</summary>
    public bool Sets(string ownName)
    {
        foreach (var memo in Memos)
        {
            if (memo.IsOwn && memo.Name == ownName && memo.Value is not null)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A rule that failed on a message and was passed over.</summary>
internal sealed record RuleFault(string RuleName, RuleFaultKind Kind, TimeSpan Elapsed, Exception? Exception);

internal enum RuleFaultKind
{
    Threw = 0,
    TimedOut = 1,
    TemplateFailed = 2,
    PatternTimedOut = 3,
    NotAsked = 4,

    /// <summary>Its text was longer than the channel carries; it was cut and sent.</summary>
    TooLong = 5,

    /// <summary>Nothing came of a look-up.</summary>
    LookupFailed = 6,
}
