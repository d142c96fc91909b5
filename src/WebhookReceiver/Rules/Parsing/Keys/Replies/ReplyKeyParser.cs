using System.Collections.Frozen;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary><c>reply</c>: a text, a block list of alternatives, or a map.</summary>
internal static class ReplyKeyParser
{
    /// <summary>The reply of a rule. That of a menu is said before anything is chosen.</summary>
    public static void Parse(RuleDraft rule, Node node, ParseContext context) =>
        rule.Plan = rule.Node["menu"] is null ? PlanOf(rule, node, context) : Plan(node, rule.Captures, context);

    /// <summary>The plan of what a rule says last, after it has remembered.</summary>
    public static ReplyPlan? PlanOf(RuleDraft rule, Node node, ParseContext context)
    {
        context.JustRemembered = rule.Remembers;
        var plan = Plan(node, rule.Captures, context);
        context.JustRemembered = FrozenSet<string>.Empty;
        return plan;
    }

    /// <summary>The plan of a reply; null with a problem if it is unusable.</summary>
    private static ReplyPlan? Plan(Node node, IReadOnlySet<string> captures, ParseContext context)
    {
        var draft = new ReplyDraft(captures);
        switch (node)
        {
            case MapNode map when LocalTexts.IsByLanguage(map) || CutTexts.AreIn(map, context):
                draft.Texts = LocalTexts.Parse(map, LocalTexts.Reply, draft.Captures, context);
                break;
            case MapNode { IsFlow: true } map
                when map.Entries.All(entry => entry.Value is TextNode { IsMissing: true }):
                context.Problems.Error(
                    map.Place,
                    "YAML takes '{' at the beginning for a map.",
                    context.Symbols.AsQuoted(map) ?? "Put the text in quotes."
                );
                return null;
            case MapNode map:
                ReplyKeys.Spec.Parse(map, draft, context);
                draft.Check(map, context);
                break;
            default:
                draft.Texts = LocalTexts.Parse(node, LocalTexts.Reply, draft.Captures, context);
                break;
        }

        return draft.ToPlan();
    }
}

/// <summary>The keys of a reply that is a map.</summary>
internal static class ReplyKeys
{
    public static MapSpec<ReplyDraft> Spec { get; } =
        new([
            new(
                "text",
                (reply, node, context) =>
                    reply.Texts = LocalTexts.Parse(node, LocalTexts.Reply, reply.Captures, context),
                Shape.Said,
                "The text"
            ),
            new(
                "media",
                MediaKeyParser.Parse,
                Shape.Text,
                "Public https address of a picture, video, sound or document"
            ),
            new(
                "kind",
                MediaKeyParser.ParseKind,
                Shape.Text,
                "image, video, audio or document, where the address does not tell"
            ),
            new("delay", DelayKeyParser.Parse, Shape.Time, "Wait before sending, at most 1h"),
            new("location", LocationKeyParser.Parse, Shape.Place, "A place on the map"),
            new("then", ThenKeyParser.Parse, Shape.Then, "Messages that follow later, by Push"),
            new(
                "channel",
                (reply, node, context) => reply.Channel = ChannelKeyParser.One(node, context),
                Shape.Text,
                "Channel to send on, in a rule that reacts to events"
            ),
            new(
                "silence",
                (reply, node, context) => reply.Silence = context.Flag(node, "silence") ?? false,
                Shape.Flag,
                "true: say nothing, and ask no other rule"
            ),
        ]);
}

/// <summary><c>delay</c>: the platform's wait before sending; at most an hour (protocol sheet, section 2.2).</summary>
internal static class DelayKeyParser
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static void Parse(ReplyDraft reply, Node node, ParseContext context)
    {
        if (context.Word(node, "delay") is not { } word)
        {
            return;
        }

        switch (Durations.Parse(word.Trim()))
        {
            case null:
                context.Problems.Error(node.Place, $"'{word}' is not a length of time.", Fix(word));
                break;
            case { } delay when delay > Longest:
                context.Problems.Error(node.Place, "the platform waits one hour at most.", "Write '1h' or less.");
                break;
            case { } delay:
                reply.Delay = delay;
                break;
        }
    }

    private static string Fix(string word) =>
        word.All(char.IsAsciiDigit) ? $"Write '{word}s' for seconds." : "Write '5s', '2m' or '1h', for example.";
}
