using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>chat</c>: direct messages (default), groups, or groups in which somebody is mentioned.</summary>
internal static class ChatKey
{
    private static readonly Dictionary<string, ChatScope> Scopes = new(StringComparer.Ordinal)
    {
        ["direct"] = ChatScope.Direct,
        ["group"] = ChatScope.Group,
        ["mention"] = ChatScope.Mention,
    };

    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        draft.SaysChat = true;
        var scopes = NamedChoice.Read(node, "a kind of chat", Scopes, reading);
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
