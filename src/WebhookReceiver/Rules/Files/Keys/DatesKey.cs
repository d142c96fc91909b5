using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary><c>dates</c> of the settings: whether 4/5 is the fourth of May (<c>day-month</c>, default) or the fifth of April.</summary>
internal static class DatesKey
{
    private static readonly string[] Orders = ["day-month", "month-day"];

    public static void Read(FolderSettings settings, Node node, Reading reading)
    {
        if (reading.Word(node, "dates") is not { } word)
        {
            return;
        }
        if (Orders.Contains(word, StringComparer.Ordinal))
        {
            settings.IsMonthFirst = word == Orders[1];
            return;
        }
        reading.Problems.Error(node.Place, $"'{word}' is not an order of day and month.", Suggestion.For(word, Orders));
    }
}
