using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>from</c>: sender's number, or the beginning of it with a star (<c>+353*</c>).</summary>
internal static class FromKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        var numbers = new List<string>();
        foreach (var text in reading.TextList(node, "a sender"))
        {
            var star = text.Value.IndexOf('*', StringComparison.Ordinal);
            if (star == 0 || (star > 0 && star < text.Value.Length - 1))
            {
                reading.Problems.Error(
                    text.Place,
                    "'*' stands for the rest of a number, so it comes last.",
                    "Write '+353*', for example."
                );
                continue;
            }

            numbers.Add(text.Value);
        }

        draft.Add(numbers.Count == 0 ? null : new FromCondition([.. numbers]));
    }
}
