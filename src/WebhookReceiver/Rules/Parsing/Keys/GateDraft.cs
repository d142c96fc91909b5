using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching.Wording;
using WebhookReceiver.Rules.Parsing.Keys.Conversations;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>
/// The settings of the gate: <c>stop</c>, <c>start</c> and <c>resume</c> are phrases that must be the whole message,
/// each with a confirming text. Parsed when all lists are known.
/// </summary>
internal sealed class GateDraft
{
    private static readonly HashSet<string> NoCaptures = [];

    public Node? Stop { get; set; }

    public Node? Start { get; set; }

    public Node? Resume { get; set; }

    public Node? StopReply { get; set; }

    public Node? StartReply { get; set; }

    public Node? ResumeReply { get; set; }

    public Node? CancelReply { get; set; }

    public OptOutGate ToGate(ParseContext context)
    {
        if (StopReply is { } reply && Stop is null)
        {
            Misses(reply, "stop-reply", "stop", "stop: [stop, unsubscribe]", context);
        }

        if (ResumeReply is { } resumed && Resume is null)
        {
            Misses(resumed, "resume-reply", "resume", "resume: [bot]", context);
        }

        CheckBoth(Stop, "stop", Start, "start", context);
        CheckBoth(Stop, "stop", Resume, "resume", context);

        // A contact who can opt out must be able to opt in again.
        var start = Start ?? (Stop is null ? null : TextNode("start", Stop.Place));
        var startWord = start is null ? "START" : FirstWord(start, context);
        return new OptOutGate
        {
            Stop = AskKeyParser.Words(Stop, CommandKind.Stop, context),
            Start = AskKeyParser.Words(start, CommandKind.Plain, context),
            Resume = AskKeyParser.Words(Resume, CommandKind.Plain, context),
            StopReply = Text(
                StopReply,
                $"You will get no more messages from us. Write {startWord} to hear from us again.",
                context
            ),
            StartReply = Text(StartReply, "Welcome back! You get our messages again.", context),
            CancelReply = Text(CancelReply, "All right, let us leave it there.", context),
            ResumeReply = Text(ResumeReply, "Our automatic answers are back.", context),
        };
    }

    /// <summary>A word in both would do one of them, and never the other.</summary>
    private static void CheckBoth(Node? one, string key, Node? other, string otherKey, ParseContext context)
    {
        if (one is null || other is null)
        {
            return;
        }

        var words = Words(one, context).Select(text => text.Value).ToList();
        foreach (var text in Words(other, context))
        {
            if (words.Contains(text.Value, StringComparer.OrdinalIgnoreCase))
            {
                context.Problems.Error(
                    text.Place,
                    $"'{text.Value}' stands in '{key}' and in '{otherKey}'.",
                    "Take it out of one of them."
                );
            }
        }
    }

    private static string FirstWord(Node start, ParseContext context) =>
        Words(start, context).FirstOrDefault()?.Value.ToUpperInvariant() ?? "START";

    /// <summary>The words of all languages.</summary>
    private static IEnumerable<TextNode> Words(Node node, ParseContext context) =>
        node is MapNode map && LocalTexts.IsByLanguage(map)
            ? map.Entries.SelectMany(entry => context.TextList(entry.Value, "a word"))
            : context.TextList(node, "a word");

    private static LocalText Text(Node? node, string standard, ParseContext context) =>
        LocalTexts.Parse(node ?? TextNode(standard, default), "a text", NoCaptures, context);

    private static TextNode TextNode(string text, RulePlace place) => new(place, text, TextStyle.Quoted, default);

    private static void Misses(Node node, string key, string missing, string example, ParseContext context) =>
        context.Problems.Error(
            node.Place,
            $"'{key}' belongs to '{missing}', which is missing.",
            $"Add '{example}', or take '{key}' out."
        );
}
