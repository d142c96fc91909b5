using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>One request of the collection, with its place.</summary>
internal sealed record CollectedRequest(string Folder, JsonObject Item)
{
    public string Name => (string)Item["name"]!;

    public string Method => (string)Item["request"]!["method"]!;

    public string Url => (string)Item["request"]!["url"]!;

    public string? Body => (string?)Item["request"]!["body"]?["raw"];

    public IEnumerable<(string Name, string Value)> Headers =>
        Item["request"]!["header"]!.AsArray().Select(header => ((string)header!["key"]!, (string)header["value"]!));

    /// <summary>The path behind the variable with the server's address, without the query.</summary>
    public string Path => Url[(Url.IndexOf('}', StringComparison.Ordinal) + 2)..].Split('?')[0];
}

/// <summary>docs/requests: the collection and environment of Postman, and the same as files for editors.</summary>
internal static partial class RequestCollection
{
    public const string Folder = "docs/requests";

    public const string File = $"{Folder}/webhook-receiver.postman_collection.json";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonNode Read() => JsonNode.Parse(DeployFile.Text(File))!;

    public static IEnumerable<CollectedRequest> RequestsOf(JsonNode collection) =>
        from folder in collection["item"]!.AsArray()
        from item in folder!["item"]!.AsArray()
        select new CollectedRequest((string)folder["name"]!, item!.AsObject());

    public static string Text(JsonNode collection) => collection.ToJsonString(Indented) + "\n";

    /// <summary>The values of the environment by name.</summary>
    public static Dictionary<string, string> Environment() =>
        JsonNode.Parse(DeployFile.Text($"{Folder}/local.postman_environment.json"))!["values"]!
            .AsArray()
            .ToDictionary(value => (string)value!["key"]!, value => (string)value!["value"]!, StringComparer.Ordinal);

    public static IEnumerable<string> VariablesIn(string text) =>
        Variable().Matches(text).Select(found => found.Groups["name"].Value);

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Variable().Replace(text, found => values[found.Groups["name"].Value]);

    /// <summary>A folder of the collection as an .http file, which editors can send.</summary>
    public static string HttpFile(string folder)
    {
        var requests = RequestsOf(Read()).Where(request => request.Folder == folder).ToArray();
        var used = requests
            .SelectMany(request => VariablesIn(request.Item["request"]!.ToJsonString(Indented)))
            .ToHashSet(StringComparer.Ordinal);
        var variables = Environment()
            .Where(value => used.Contains(value.Key))
            .Select(value => $"@{value.Key} = {value.Value}\n");
        return string.Concat(variables) + string.Concat(requests.Select(HttpText));
    }

    private static string HttpText(CollectedRequest request) =>
        $"\n### {request.Name}\n{request.Method} {request.Url}\n"
        + string.Concat(request.Headers.Select(header => $"{header.Name}: {header.Value}\n"))
        + (request.Body is null ? "" : $"\n{request.Body}\n");

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Variable();
}
