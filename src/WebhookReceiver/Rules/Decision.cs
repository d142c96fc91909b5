using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching.Wording;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules;

/// <summary>The rules' decision about one message.</summary>
/// <param name="RuleName">The rule that answered; <see langword="null"/> if none did.</param>
/// <param name="Reply">Its reply; <see langword="null"/> if no rule answered.</param>
/// <param name="Body">The instant reply as the platform's JSON, UTF-8; <c>{}</c> for silence.</param>
/// <param name="Faults">Rules that threw, hung or overran and were skipped, in order.</param>
internal sealed record Decision(
    string? RuleName,
    Reply? Reply,
    ReadOnlyMemory<byte> Body,
    ImmutableArray<RuleFault> Faults
)
{
    /// <summary>The decision without an answer.</summary>
    public static Decision None { get; } = new(null, null, InstantReply.Silence, []);

    /// <summary>External results of plug-ins, look-ups and models, in order; a replay uses them instead of new calls.</summary>
    public ImmutableArray<ExternalResult> External { get; init; } = [];

    /// <summary>Shadow rules that would have answered.</summary>
    public ImmutableArray<string> Shadows { get; init; } = [];

    /// <summary>Changes of the contact's state, applied once the reply is stored.</summary>
    public ImmutableArray<ContactChange> Changes { get; init; } = [];

    /// <summary>The language that was spoken, and why; null where there is one.</summary>
    public DetectedLanguage? Spoken { get; init; }

    /// <summary>Position of that language among those of the folder.</summary>
    public int? Language => Spoken?.Index;

    /// <summary>The rules whose texts are said one after the other; empty where one rule answers.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>Channel id that a reaction to an event goes out by; null: that of what happened.</summary>
    public string? Channel { get; init; }

    /// <summary>Further messages to send.</summary>
    public ImmutableArray<LaterMessage> Later { get; init; } = [];

    /// <summary>
    /// The decision for the answer of a rule. A text longer than the channel's limit is cut, which counts as a fault.
    /// </summary>
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
            Changes = answer.Changes,
            Later = answer.Later,
            Channel = answer.Channel,
        };
    }

    /// <summary>True if it sets this variable of the program.</summary>
    public bool Sets(string ownName)
    {
        foreach (var change in Changes)
        {
            if (change.IsOwn(ownName) && change.Value is not null)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A rule that failed on a message and was skipped.</summary>
internal sealed record RuleFault(string RuleName, RuleFaultKind Kind, TimeSpan Elapsed, Exception? Exception)
{
    /// <summary>More about it, in fixed words; <see langword="null"/> for nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>What a person reads of it.</summary>
    public string Told => Exception?.Message ?? Detail ?? Kind.ToString();
}

internal enum RuleFaultKind
{
    Threw = 0,
    TimedOut = 1,
    TemplateFailed = 2,
    PatternTimedOut = 3,
    NotAsked = 4,

    /// <summary>Its text exceeded the channel's limit; it was cut and sent.</summary>
    TooLong = 5,

    /// <summary>A look-up failed.</summary>
    LookupFailed = 6,

    /// <summary>Its plug-in ended the process at this message before, so it was not asked.</summary>
    EndedProcess = 7,

    /// <summary>A model gave no answer.</summary>
    ModelFailed = 8,

    /// <summary>A model's answer was refused.</summary>
    ModelRefused = 9,
}
