using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary><c>tell</c>: messages by Push to other recipients; one map, or a list of them.</summary>
internal static class TellKeyParser
{
    private const string Example = "Write: tell: { to: $staff, text: \"{{ name }} asks for you.\" }";
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    private static readonly MapSpec<NoticeDraft> Spec = new([
        new("to", (draft, node, context) => draft.To = Numbers(node, context), Shape.Texts, "Numbers, or $staff"),
        new(
            "text",
            (draft, node, context) => draft.Text = LocalTexts.Parse(node, "a text", draft.Captures, context),
            Shape.Words,
            "The text"
        ),
        new(
            "media",
            (draft, node, context) => draft.Media = MediaKeyParser.Address(node, draft.Captures, context),
            Shape.Text,
            "Public https address of a file"
        ),
    ]);

    /// <summary>Its keys, for the schema.</summary>
    public static IReadOnlyList<KeySpec> Keys => Spec.Keys;

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        context.JustRemembered = rule.Remembers;
        foreach (var item in items)
        {
            if (context.Map(item, "tell", Example) is { } map && ParseOne(map, rule, context) is { } plan)
            {
                rule.Options = rule.Options with { Tell = rule.Options.Tell.Add(plan) };
            }
        }

        context.JustRemembered = FrozenSet<string>.Empty;
    }

    private static LaterPlan? ParseOne(MapNode map, RuleDraft rule, ParseContext context)
    {
        var draft = new NoticeDraft(rule.Captures);
        Spec.Parse(map, draft, context);
        if (!Spec.Has(map, "to"))
        {
            context.Problems.Error(map.Place, "nobody is named who is to be told.", Example);
        }

        if (!Spec.Has(map, "text") && !Spec.Has(map, "media"))
        {
            context.Problems.Error(map.Place, "there is nothing to tell.", Example);
        }

        return draft.To.IsEmpty
            ? null
            : new LaterPlan
            {
                Recipients = draft.To,
                Text = draft.Text,
                Media = draft.Media,
            };
    }

    /// <summary>Numbers in the platform's form: country code first, digits only.</summary>
    private static ImmutableArray<string> Numbers(Node node, ParseContext context)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();
        foreach (var text in context.TextList(node, "a number"))
        {
            var digits = string.Concat(text.Value.Where(char.IsAsciiDigit));
            var isNumber =
                digits.Length is >= FewestDigits and <= MostDigits
                && text.Value.All(character =>
                    char.IsAsciiDigit(character) || "+ -()./".Contains(character, StringComparison.Ordinal)
                );
            if (isNumber && digits[0] == '0')
            {
                context.Problems.Error(
                    text.Place,
                    $"'{text.Value}' has no country code, so it reaches nobody.",
                    "Write it with the country code instead of the first 0, such as \"+353 1 555 0001\"."
                );
                continue;
            }

            if (isNumber)
            {
                numbers.Add(digits);
                continue;
            }

            context.Problems.Error(
                text.Place,
                $"'{text.Value}' is not a telephone number.",
                "Write it with the country code, such as \"+353 1 555 0001\"."
            );
        }

        return numbers.DrainToImmutable();
    }

    private sealed class NoticeDraft(IReadOnlySet<string> captures)
    {
        public IReadOnlySet<string> Captures => captures;

        public ImmutableArray<string> To { get; set; } = [];

        public LocalText Text { get; set; } = LocalText.None;

        public ReplyTemplate? Media { get; set; }
    }
}
