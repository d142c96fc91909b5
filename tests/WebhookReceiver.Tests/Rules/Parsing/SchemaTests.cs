using System.Text.Json;
using WebhookReceiver.Rules.Parsing.Schema;

namespace WebhookReceiver.Tests.Rules.Parsing;

public sealed class SchemaTests
{
    private static readonly string Root = RepositoryRoot.Path;

    [Fact]
    public async Task The_schema_beside_the_rules_is_made_from_the_tables_that_read_them()
    {
        var path = Path.Combine(Root, "rules", "rule.schema.json");
        if (Environment.GetEnvironmentVariable("APPROVE_RULE_SCHEMA") == "1")
        {
            await File.WriteAllTextAsync(path, RuleSchema.Text(), TestContext.Current.CancellationToken);
        }

        var checkedIn = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        Assert.True(
            checkedIn == RuleSchema.Text(),
            "rules/rule.schema.json is out of date: run this test with APPROVE_RULE_SCHEMA=1, or 'rules schema > rules/rule.schema.json'."
        );
    }

    [Fact]
    public void Every_key_has_a_shape_and_a_meaning()
    {
        using var schema = JsonDocument.Parse(RuleSchema.Text());

        Assert.Empty(
            Properties(schema.RootElement).Where(key => !key.Value.EnumerateObject().Any()).Select(key => key.Name)
        );
    }

    [Fact]
    public void Every_shape_that_is_named_is_defined()
    {
        using var schema = JsonDocument.Parse(RuleSchema.Text());
        var defined = schema
            .RootElement.GetProperty("definitions")
            .EnumerateObject()
            .Select(definition => definition.Name)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(References(schema.RootElement).Where(name => !defined.Contains(name)).Distinct());
    }

    [Fact]
    public void The_samples_name_the_schema_for_editors() =>
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Root, "rules"), "*.yaml"),
            file => Assert.Equal("# yaml-language-server: $schema=rule.schema.json", File.ReadLines(file).First())
        );

    /// <summary>Names of all keys of the language.</summary>
    public static IReadOnlyCollection<string> Keys()
    {
        using var schema = JsonDocument.Parse(RuleSchema.Text());
        return [.. Properties(schema.RootElement).Select(key => key.Name).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<JsonProperty> Properties(JsonElement schema) =>
        schema
            .GetProperty("definitions")
            .EnumerateObject()
            .Select(definition => definition.Value)
            .Append(schema)
            .Where(map => map.ValueKind == JsonValueKind.Object && map.TryGetProperty("properties", out _))
            .SelectMany(map => map.GetProperty("properties").EnumerateObject());

    private static IEnumerable<string> References(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(member =>
                    member.NameEquals("$ref")
                        ? [member.Value.GetString()!["#/definitions/".Length..]]
                        : References(member.Value)
                ),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
            _ => [],
        };
}
