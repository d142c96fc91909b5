using WebhookReceiver.Replying;

namespace WebhookReceiver.Processing;

/// <summary>
/// Time limits of a delivery, and the answer beyond them. Every answer leaves within the deadline, which the caller's
/// clock counts. The other limits count the time in which the process ran.
/// </summary>
/// <param name="Lock">Longest wait for the contact's lock.</param>
/// <param name="Rules">Longest time for the rules, in case they exceed their own limits.</param>
/// <param name="Whole">Both together.</param>
/// <param name="Deadline">Longest wait for an answer, in every case.</param>
internal sealed record ProcessingLimits(TimeSpan Lock, TimeSpan Rules, TimeSpan Whole, TimeSpan Deadline)
{
    public static ProcessingLimits Default { get; } = Within(TimeSpan.FromSeconds(10));

    /// <summary>The reply to a message that could not be decided in time.</summary>
    public ReadOnlyMemory<byte> BusyReply { get; init; } = InstantReply.Silence;

    /// <summary>Equal replies that one contact gets within a minute; 0: no limit.</summary>
    public int MaxEqualRepliesPerMinute { get; init; }

    /// <summary>The limits that fit into a deadline.</summary>
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

    /// <summary>The same limits with a text as the busy reply; <see langword="null"/> for silence.</summary>
    public ProcessingLimits WithBusyReply(string? text) =>
        this with
        {
            BusyReply = string.IsNullOrEmpty(text) ? InstantReply.Silence : InstantReply.ToJson(Reply.Say(text)),
        };

    /// <summary>The time of the rules after a wait.</summary>
    /// <param name="waited">How long the message has waited for its contact.</param>
    /// <param name="more">What a model takes besides.</param>
    public TimeSpan RulesAfter(TimeSpan waited, TimeSpan more) => Shorter(Whole - waited, Rules + more);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
