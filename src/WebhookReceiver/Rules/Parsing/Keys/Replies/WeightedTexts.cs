using System.Globalization;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>Texts of a reply of which some come more often: <c>- { text: Hello!, weight: 3 }</c>.</summary>
internal sealed class WeightedTexts
{
    private const int Heaviest = 1_000;

    private readonly Dictionary<TextNode, int> _weights = new(ReferenceEqualityComparer.Instance);

    /// <summary>The same list with nothing but texts.</summary>
    public Node? Texts { get; }

    /// <summary>For texts that have no weights.</summary>
    public static WeightedTexts None { get; } = new();

    private WeightedTexts() { }

    public WeightedTexts(Node node, ParseContext context)
    {
        Texts =
            node is ListNode list && list.Items.Any(IsWeighted)
                ? new ListNode(
                    list.Place,
                    [.. list.Items.Select(item => IsWeighted(item) ? Text((MapNode)item, context) : item)],
                    list.IsFlow
                )
                : node;
    }

    public int Of(TextNode text) => _weights.GetValueOrDefault(text, 1);

    /// <summary>The keys of one of the texts.</summary>
    public static MapSpec<WeightedText> Spec { get; } =
        new([
            new("text", (draft, node, context) => draft.Text = context.Text(node, "a text"), Shape.Text, "The text"),
            new("weight", WeightedText.ParseWeight, Shape.Whole, "How often it comes, beside a text of weight 1"),
        ]);

    /// <summary>A map that means a text: anything else stays an error of its own.</summary>
    private static bool IsWeighted(Node item) =>
        item is MapNode map && (map["weight"] is not null || map["text"] is not null);

    private TextNode Text(MapNode map, ParseContext context)
    {
        var draft = new WeightedText();
        Spec.Parse(map, draft, context);
        if (draft.Text is not { } text)
        {
            if (map["text"] is null)
            {
                context.Problems.Error(
                    map.Place,
                    "there is a weight here, but no text.",
                    "Write: { text: \"Hello!\", weight: 3 }"
                );
            }

            return new TextNode(map.Place, "-", TextStyle.Quoted, default);
        }

        if (ListReference.Is(text.Value))
        {
            context.Problems.Error(
                map.Place,
                $"a weight belongs to one text, and '{text.Value}' is a list.",
                $"Write: {text.Value}"
            );
        }

        _weights[text] = draft.Weight;
        // In brackets, a text of a map counts as quoted: its braces say that it is meant.
        return text;
    }

    /// <summary>One text during parsing.</summary>
    internal sealed class WeightedText
    {
        public TextNode? Text { get; set; }

        public int Weight { get; private set; } = 1;

        public static void ParseWeight(WeightedText draft, Node node, ParseContext context)
        {
            if (context.Word(node, "weight") is not { } word)
            {
                return;
            }

            if (
                int.TryParse(word.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var weight)
                && weight is > 0 and <= Heaviest
            )
            {
                draft.Weight = weight;
                return;
            }

            context.Problems.Error(
                node.Place,
                $"'{word}' is not a weight.",
                $"Write a whole number from 1 to {Heaviest}, such as 'weight: 3' for three times as often as a text without."
            );
        }
    }
}
