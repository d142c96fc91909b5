using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

internal enum ChatScope
{
    /// <summary>Not in a group.</summary>
    Direct = 0,

    /// <summary>In a group.</summary>
    Group = 1,

    /// <summary>In a group, with a mention.</summary>
    Mention = 2,
}

/// <summary><c>chat</c>: direct or group message.</summary>
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

/// <summary><c>chat</c>: direct messages (default), groups, or groups with a mention.</summary>
internal static class ChatKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("chat", Parse, Shape.Chats, "direct (default), group, or mention");

    private static readonly Dictionary<string, ChatScope> Scopes = new(StringComparer.Ordinal)
    {
        ["direct"] = ChatScope.Direct,
        ["group"] = ChatScope.Group,
        ["mention"] = ChatScope.Mention,
    };

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        draft.SaysChat = true;
        var scopes = context.Choices(node, "a kind of chat", Scopes);
        draft.Add(
            scopes.Count switch
            {
                0 => null,
                1 => new ChatCondition(scopes[0]),
                _ => new AnyCondition([.. scopes.Select(scope => new ChatCondition(scope))]),
            }
        );
    }
}
