namespace WebhookReceiver;

/// <summary>
/// One rule: looks at an incoming message and either answers it or leaves it to the next rule.
/// Implemented by plug-ins; file rules are the same thing inside.
/// </summary>
/// <remarks>
/// One instance serves all messages at once, so it must be safe for use from several threads.
/// It may throw or take too long: the fault is logged with <see cref="Name"/>, counted, and the next rule is asked.
/// Nothing it does can cost the sender the answer. It should return values only and keep no timers or threads,
/// so that a replaced plug-in can be unloaded.
/// </remarks>
public interface IReplyRule
{
    /// <summary>Name in logs, in <c>explain</c> and in errors. Not empty, unique among the rules of one folder, constant.</summary>
    string Name { get; }

    /// <summary>When this rule is asked; read once when the rule is loaded. Default <see cref="ReplyStage.Main"/>.</summary>
    ReplyStage Stage => ReplyStage.Main;

    /// <summary>
    /// Place among the rules of the same stage: higher is asked earlier; any whole number, default 0.
    /// Among equals file rules come first, then plug-ins in the order of their names. Read once when the rule is loaded.
    /// </summary>
    int Priority => 0;

    /// <summary>Answers the message, or returns <see langword="null"/> to pass it on to the next rule.</summary>
    /// <param name="message">The decoded message; never changes.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the time for rules is used up (all rules of one message share 2.5 s by default, the fallback stage has
    /// 0.5 s of its own). An answer that comes later is thrown away.
    /// </param>
    /// <returns>The reply; <see cref="Reply.Silence"/> to end the search without an answer; or <see langword="null"/>.</returns>
    ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken);
}
