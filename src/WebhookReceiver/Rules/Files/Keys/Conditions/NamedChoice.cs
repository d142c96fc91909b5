using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary>Texts that must be among known names.</summary>
internal static class NamedChoice
{
    /// <summary>The values of all entries; unknown ones are problems and left out.</summary>
    public static List<T> Read<T>(Node node, string what, IReadOnlyDictionary<string, T> known, Reading reading)
    {
        var values = new List<T>();
        foreach (var text in reading.TextList(node, what))
        {
            if (known.TryGetValue(text.Value, out var value))
            {
                values.Add(value);
            }
            else
            {
                reading.Problems.Error(
                    text.Place,
                    $"'{text.Value}' is not known as {what}.",
                    Suggestion.For(text.Value, [.. known.Keys])
                );
            }
        }

        return values;
    }
}
