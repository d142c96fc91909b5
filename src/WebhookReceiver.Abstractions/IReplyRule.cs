namespace WebhookReceiver;

/// <summary>
/// One rule: it answers an incoming message or leaves it to the next rule. Plug-ins implement it; file rules work the
/// same way inside.
/// </summary>
/// <remarks>
/// One instance serves all messages at once, so it must be thread-safe. A rule may throw or run too long: the program
/// logs the fault with <see cref="Name"/>, counts it and asks the next rule. The contact still gets an answer. Return
/// values only and keep no timers or threads; otherwise a replaced plug-in cannot be unloaded.
/// </remarks>
public interface IReplyRule
{
    /// <summary>
    /// The name in logs, in <c>explain</c> and in errors. It is constant, not empty, and unique among the rules of one
    /// folder.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// The stage in which the program asks this rule; read once at load. Default <see cref="ReplyStage.Main"/>.
    /// </summary>
    ReplyStage Stage => ReplyStage.Main;

    /// <summary>
    /// Position among the rules of the same stage: any whole number, default 0; higher comes first. On a tie file rules
    /// come first, then plug-ins by name. Read once at load.
    /// </summary>
    int Priority => 0;

    /// <summary>Answers the message, or returns <see langword="null"/> to leave it to the next rule.</summary>
    /// <param name="message">The decoded message; immutable.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the time for rules is used up. By default all rules of one message share 2.5 s; the fallback
    /// stage has its own 0.5 s. A later reply is discarded.
    /// </param>
    /// <returns>
    /// The reply; <see cref="Reply.Silence"/> to stop without an answer; <see langword="null"/> to ask the next rule.
    /// </returns>
    ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken);
}
