using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.Chatwoot;

/// <summary>What the message must be, or hold.</summary>
internal sealed record ChatwootConditions(IReadOnlyList<string> Whole, IReadOnlyList<string> Letters)
{
    /// <summary>The conditions; null if they look at anything else, or all must hold.</summary>
    public static ChatwootConditions? Read(Node? node, ImportBook book)
    {
        var whole = new List<string>();
        var letters = new List<string>();
        var conditions = ForeignJson.Maps(node).Where(one => !IsIncoming(one)).ToList();
        for (var i = 0; i < conditions.Count; i++)
        {
            var condition = conditions[i];
            var values = ForeignJson.Texts(condition["values"]).Select(text => text.Value.Trim()).ToList();
            var sign = ForeignJson.Text(condition["filter_operator"]);
            var isJoined = i == conditions.Count - 1 || IsOr(condition);
            if (
                ForeignJson.Text(condition["attribute_key"]) != "content"
                || !isJoined
                || sign is not ("contains" or "equal_to")
            )
            {
                book.NotTaken(
                    condition.Place,
                    $"the condition '{ForeignJson.Text(condition["attribute_key"])} {sign}'"
                );
                return null;
            }

            if (sign == "contains")
            {
                letters.AddRange(values);
            }
            else
            {
                whole.AddRange(values.Select(RuleText.Phrase));
            }
        }

        return whole.Count + letters.Count == 0 ? null : new ChatwootConditions(whole, letters);
    }

    private static bool IsOr(MapNode condition) =>
        string.Equals(ForeignJson.Text(condition["query_operator"]), "or", StringComparison.OrdinalIgnoreCase);

    /// <summary>Rules hear incoming messages alone.</summary>
    private static bool IsIncoming(MapNode condition) =>
        ForeignJson.Text(condition["attribute_key"]) == "message_type"
        && ForeignJson.Texts(condition["values"]) is [{ Value: "incoming" or "0" }];
}
