using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>A file of the repository that other programs read.</summary>
internal static class DeployFile
{
    public static string PathOf(string file) => Path.Combine(RepositoryRoot.Path, file);

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The only document of a YAML file.</summary>
    public static JsonNode Yaml(string file) => Assert.Single(Documents(file));

    /// <summary>The documents of a YAML file, with anchors resolved; every scalar is a string.</summary>
    public static IReadOnlyList<JsonNode> Documents(string file)
    {
        using var text = new StringReader(Text(file));
        var parser = new MergingParser(new Parser(text));
        var deserializer = new DeserializerBuilder().Build();
        var documents = new List<JsonNode>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            documents.Add(ToJson(deserializer.Deserialize<object>(parser))!);
        }

        return documents;
    }

    /// <summary>The text of a scalar at the end of a path such as "spec.replicas".</summary>
    public static string? At(this JsonNode node, string path) => (string?)node.Find(path);

    /// <summary>The texts of a list at the end of a path.</summary>
    public static string[] List(this JsonNode node, string path) =>
        [.. node.Find(path)!.AsArray().Select(item => (string)item!)];

    public static JsonNode? Find(this JsonNode node, string path)
    {
        JsonNode? found = node;
        foreach (var name in path.Split('.'))
        {
            found = found?[name];
        }

        return found;
    }

    private static JsonNode? ToJson(object? value) =>
        value switch
        {
            null => null,
            IDictionary<object, object> map => new JsonObject(
                map.Select(pair => KeyValuePair.Create($"{pair.Key}", ToJson(pair.Value)))
            ),
            IEnumerable<object> list => new JsonArray([.. list.Select(ToJson)]),
            _ => JsonValue.Create($"{value}"),
        };
}
