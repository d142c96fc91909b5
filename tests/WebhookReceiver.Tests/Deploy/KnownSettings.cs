using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>appsettings.json lists every setting.</summary>
internal static class KnownSettings
{
    private static readonly JsonNode Listed = JsonNode.Parse(
        DeployFile.Text("appsettings.json"),
        documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
    )!;

    /// <summary>The value of a setting by its environment name, such as <c>Receiving__Port</c>.</summary>
    public static string Default(string name) => $"{Find(name)}";

    /// <summary>The names that are no setting of the program.</summary>
    public static IEnumerable<string> Unknown(IEnumerable<string> names) =>
        names.Where(name => !name.StartsWith("DOTNET_", StringComparison.Ordinal) && !IsKnown(name));

    private static bool IsKnown(string name)
    {
        try
        {
            Find(name);
            return true;
        }
        catch (KeyNotFoundException)
        {
            return false;
        }
    }

    private static JsonNode? Find(string name)
    {
        JsonNode? node = Listed;
        foreach (var part in name.Split("__"))
        {
            node = node switch
            {
                JsonObject section when section.TryGetPropertyValue(part, out var value) => value,
                JsonArray when int.TryParse(part, CultureInfo.InvariantCulture, out _) => null,
                _ => throw new KeyNotFoundException(name),
            };
        }

        return node;
    }
}
