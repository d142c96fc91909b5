using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Talking;

/// <summary><c>tell</c>: others get a message by Push; one map, or a list of them.</summary>
internal static class TellKey
{
    private const string Example = "Write: tell: { to: $staff, text: \"{{ name }} asks for you.\" }";
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    private static readonly KeyTable<Draft> Table = new([
        new("to", (draft, node, reading) => draft.To = Numbers(node, reading)),
        new("text", (draft, node, reading) => draft.Text = LocalTexts.Read(node, "a text", draft.Captures, reading)),
        new("media", (draft, node, reading) => draft.Media = MediaKey.Address(node, draft.Captures, reading)),
    ]);

    /// <summary>Names of its keys, for the schema.</summary>
    public static IReadOnlyList<string> Names => Table.Working;

    public static void Read(RuleDraft rule, Node node, Reading reading)
    {
        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        foreach (var item in items)
        {
            if (reading.Map(item, "tell", Example) is { } map && ReadOne(map, rule, reading) is { } plan)
            {
                rule.Talk = rule.Talk with { Tell = rule.Talk.Tell.Add(plan) };
            }
        }
    }

    private static LaterPlan? ReadOne(MapNode map, RuleDraft rule, Reading reading)
    {
        var draft = new Draft(rule.Captures);
        Table.Read(map, draft, reading);
        if (!Table.Has(map, "to"))
        {
            reading.Problems.Error(map.Place, "nobody is named who is to be told.", Example);
        }

        if (!Table.Has(map, "text") && !Table.Has(map, "media"))
        {
            reading.Problems.Error(map.Place, "there is nothing to tell.", Example);
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

    /// <summary>Numbers as the platform writes them: country code first, digits alone.</summary>
    private static ImmutableArray<string> Numbers(Node node, Reading reading)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();
        foreach (var text in reading.TextList(node, "a number"))
        {
            var digits = string.Concat(text.Value.Where(char.IsAsciiDigit));
            var isNumber =
                digits.Length is >= FewestDigits and <= MostDigits
                && text.Value.All(character =>
                    char.IsAsciiDigit(character) || "+ -()./".Contains(character, StringComparison.Ordinal)
                );
            if (isNumber)
            {
                numbers.Add(digits);
                continue;
            }

            reading.Problems.Error(
                text.Place,
                $"'{text.Value}' is not a telephone number.",
                "Write it with the country code, such as \"+353 1 555 0001\"."
            );
        }

        return numbers.DrainToImmutable();
    }

    private sealed class Draft(IReadOnlySet<string> captures)
    {
        public IReadOnlySet<string> Captures => captures;

        public ImmutableArray<string> To { get; set; } = [];

        public LocalText Text { get; set; } = LocalText.None;

        public ReplyTemplate? Media { get; set; }
    }
}
