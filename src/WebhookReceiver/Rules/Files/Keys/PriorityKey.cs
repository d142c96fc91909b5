using System.Globalization;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary><c>priority</c>: a whole number, higher is asked earlier in its stage.</summary>
internal static class PriorityKey
{
    public static int? Read(Node node, Reading reading)
    {
        if (reading.Word(node, "priority") is not { } word)
        {
            return null;
        }

        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority))
        {
            return priority;
        }

        reading.Problems.Error(
            node.Place,
            $"'{word}' is not a whole number.",
            "Write 'priority: 10', for example; the default is 0."
        );
        return null;
    }
}
