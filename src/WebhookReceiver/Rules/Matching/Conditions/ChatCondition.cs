namespace WebhookReceiver.Rules.Matching;

internal enum ChatScope
{
    /// <summary>Not in a group.</summary>
    Direct = 0,

    /// <summary>In a group.</summary>
    Group = 1,

    /// <summary>In a group, and somebody is mentioned.</summary>
    Mention = 2,
}

/// <summary><c>chat</c>: where the message was written.</summary>
internal sealed class ChatCondition(ChatScope scope) : Condition
{
    public ChatScope Scope => scope;

    public override string Describe() => "chat: " + scope.ToString().ToLowerInvariant();

    public override bool Holds(MatchContext context) =>
        scope switch
        {
            ChatScope.Direct => context.Message.Group is null,
            ChatScope.Group => context.Message.Group is not null,
            _ => context.Message.Group is { Mentions.Count: > 0 },
        };
}
