using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary><c>id</c>: one word that names the rule in logs and tests.</summary>
internal static class IdKey
{
    private const int MaxLength = 100;

    public static string? Read(MapNode rule, Reading reading)
    {
        if (rule["id"] is not { } node || reading.Word(node, "id") is not { } id)
        {
            return null;
        }

        if (id.Length > MaxLength)
        {
            reading.Problems.Error(node.Place, $"the id is longer than {MaxLength} characters.", "Shorten it.");
            return null;
        }

        var at = id.AsSpan().IndexOfAnyExceptNameSign();
        if (at < 0)
        {
            return id;
        }

        reading.Problems.Error(
            node.Place,
            $"the id '{id}' is not a single word.",
            $"Use letters, digits, '-', '_' and '.'; for example: {Mended(id)}"
        );
        return id;
    }

    private static string Mended(string id)
    {
        var signs = id.Select(sign => char.IsLetterOrDigit(sign) || sign is '-' or '_' or '.' ? sign : '-').ToArray();
        var mended = new string(signs).Trim('-');
        return mended.Length == 0 ? "opening-hours" : mended;
    }
}
