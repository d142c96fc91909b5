using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary><c>stage</c>: when the rule is asked.</summary>
internal static class StageKey
{
    private static readonly Dictionary<string, ReplyStage> Stages = new(StringComparer.Ordinal)
    {
        ["before"] = ReplyStage.Before,
        ["main"] = ReplyStage.Main,
        ["small-talk"] = ReplyStage.SmallTalk,
        ["fallback"] = ReplyStage.Fallback,
    };

    public static ReplyStage? Read(Node node, Reading reading)
    {
        if (reading.Word(node, "stage") is not { } word)
        {
            return null;
        }

        if (Stages.TryGetValue(word, out var stage))
        {
            return stage;
        }

        reading.Problems.Error(node.Place, $"there is no stage '{word}'.", Suggestion.For(word, Stages.Keys));
        return null;
    }
}
