using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WebhookReceiver.Rules.Files.Keys;
using WebhookReceiver.Rules.Files.Keys.Calendars;
using WebhookReceiver.Rules.Files.Keys.Conditions;
using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Keys.Talking;
using WebhookReceiver.Rules.Files.Keys.Tests;

namespace WebhookReceiver.Rules.Files.Schema;

/// <summary>The JSON schema of rule files, for editors: made from the same tables that read them.</summary>
internal static class RuleSchema
{
    private static readonly JsonWriterOptions Written = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The keys of every kind of map, by the name under which others refer to it.</summary>
    private static readonly (string Map, IReadOnlyList<string> Keys)[] Maps =
    [
        ("settings", SettingsKeys.Table.Working),
        ("defaults", DefaultsKey.Names),
        ("rule", RuleKeys.Table.Working),
        ("conditions", ConditionKeys.Table.Working),
        ("bounds", BoundsKey.Names),
        ("answer", ReplyKeys.Table.Working),
        ("follow-up", ThenKey.Names),
        ("notice", TellKey.Names),
        ("place", LocationKey.Names),
        ("test", TestKeys.Table.Working),
        ("message", TestMessageKeys.Names),
        ("calendar", CalendarKeys.Table.Working),
        ("season", CalendarKeys.SeasonNames),
    ];

    /// <summary>The schema, with a line break at its end.</summary>
    public static string Text()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Written))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", "Rule file of WebhookReceiver");
            WriteKeys(json, "file", TopKeys.Table.Working);
            json.WriteStartObject("definitions");
            foreach (var (map, keys) in Maps)
            {
                json.WriteStartObject(map);
                WriteKeys(json, map, keys);
                json.WriteEndObject();
            }

            foreach (var (name, shape) in KeyShapes.Definitions)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(shape);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        using var pretty = new MemoryStream();
        using (var json = new Utf8JsonWriter(pretty, Written))
        {
            document.WriteTo(json);
        }

        return Encoding.UTF8.GetString(pretty.ToArray()) + "\n";
    }

    /// <summary>Keys without a shape of their own, for a test to find.</summary>
    public static IEnumerable<string> Undescribed() =>
        Maps.Append((Map: "file", Keys: TopKeys.Table.Working))
            .SelectMany(map => map.Keys.Select(key => $"{map.Map}.{key}"))
            .Where(key => !KeyShapes.Of.ContainsKey(key));

    private static void WriteKeys(Utf8JsonWriter json, string map, IReadOnlyList<string> keys)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", value: false);
        json.WriteStartObject("properties");
        foreach (var key in keys)
        {
            json.WriteStartObject(key);
            if (KeyShapes.Of.TryGetValue($"{map}.{key}", out var shape))
            {
                json.WriteString("description", shape.Meaning);
                json.WriteStartArray("allOf");
                json.WriteStartObject();
                json.WriteString("$ref", $"#/definitions/{shape.Definition}");
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
