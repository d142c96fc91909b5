using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary><c>body</c> of a look-up by POST: a JSON object whose texts have placeholders.</summary>
internal static class PostedBodyParser
{
    public const string Example =
        "Write: lookup: { post: \"https://flows.example.com/hooks/shop\", body: { from: \"{{ number }}\", text: \"{{ text }}\" }, failed: Please try again later. }";

    public static PostedValue? Parse(Node node, IReadOnlySet<string> captures, ParseContext context) =>
        context.Map(node, "body", Example) is { } map ? ValueOf(map, captures, context) : null;

    private static PostedValue? ValueOf(Node node, IReadOnlySet<string> captures, ParseContext context)
    {
        switch (node)
        {
            case MapNode map:
                var members = map
                    .Entries.Select(entry => (entry.Name, ValueOf(entry.Value, captures, context)))
                    .ToArray();
                return members.Any(member => member.Item2 is null)
                    ? null
                    : new PostedValue.OfMap([.. members.Select(member => (member.Name, member.Item2!))]);
            case ListNode list:
                var items = list.Items.Select(item => ValueOf(item, captures, context)).ToArray();
                return items.Any(item => item is null)
                    ? null
                    : new PostedValue.OfList([.. items.OfType<PostedValue>()]);
            default:
                return
                    context.Text(node, "a value of body") is { } text
                    && Templates.Parse(text, captures, context) is { } template
                    ? new PostedValue.OfText(template)
                    : null;
        }
    }
}
