using System.Globalization;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary><c>stage</c>: the stage of the rule.</summary>
internal static class StageKeyParser
{
    private static readonly Dictionary<string, ReplyStage> Stages = new(StringComparer.Ordinal)
    {
        ["before"] = ReplyStage.Before,
        ["main"] = ReplyStage.Main,
        ["small-talk"] = ReplyStage.SmallTalk,
        ["fallback"] = ReplyStage.Fallback,
    };

    public static ReplyStage? Parse(Node node, ParseContext context)
    {
        if (context.Word(node, "stage") is not { } word)
        {
            return null;
        }

        if (Stages.TryGetValue(word, out var stage))
        {
            return stage;
        }

        context.Problems.Error(node.Place, $"there is no stage '{word}'.", Suggestion.For(word, Stages.Keys));
        return null;
    }
}

/// <summary><c>priority</c>: a whole number; higher comes first in its stage.</summary>
internal static class PriorityKeyParser
{
    public static int? Parse(Node node, ParseContext context)
    {
        if (context.Word(node, "priority") is not { } word)
        {
            return null;
        }

        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority))
        {
            return priority;
        }

        context.Problems.Error(
            node.Place,
            $"'{word}' is not a whole number.",
            "Write 'priority: 10', for example; the default is 0."
        );
        return null;
    }
}
