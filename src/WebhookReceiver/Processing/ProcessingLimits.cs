using WebhookReceiver.Replying;

namespace WebhookReceiver.Processing;

/// <summary>How long a delivery may take, and what is answered beyond. An answer always leaves within the deadline.</summary>
/// <param name="Lock">Longest wait for the contact's lock.</param>
/// <param name="Rules">Longest time for the rules, should they not keep their own limits.</param>
/// <param name="Whole">Both together.</param>
/// <param name="Deadline">Longest wait for an answer, whatever happens.</param>
internal sealed record ProcessingLimits(TimeSpan Lock, TimeSpan Rules, TimeSpan Whole, TimeSpan Deadline)
{
    public static ProcessingLimits Default { get; } = Within(TimeSpan.FromSeconds(10));

    /// <summary>What a contact hears whose message could not be decided in time.</summary>
    public ReadOnlyMemory<byte> BusyReply { get; init; } = InstantReply.Silence;

    /// <summary>Equal replies that one contact gets within a minute; 0 is no limit.</summary>
    public int MaxEqualRepliesPerMinute { get; init; }

    /// <summary>The limits that let every answer leave within a deadline.</summary>
    public static ProcessingLimits Within(TimeSpan deadline)
    {
        var whole = deadline * 0.95;
        return new ProcessingLimits(
            Shorter(deadline * 0.8, TimeSpan.FromSeconds(8)),
            Shorter(deadline * 0.35, whole),
            whole,
            deadline
        );
    }

    /// <summary>The same limits with a text as the busy reply; silence if there is none.</summary>
    public ProcessingLimits WithBusyReply(string? text) =>
        this with
        {
            BusyReply = string.IsNullOrEmpty(text) ? InstantReply.Silence : InstantReply.ToJson(Reply.Say(text)),
        };

    public TimeSpan RulesAfter(TimeSpan waited) => Shorter(Whole - waited, Rules);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
