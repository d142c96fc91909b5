using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Keys.Calendars;
using WebhookReceiver.Rules.Parsing.Keys.Conversations;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Keys.Tests;

namespace WebhookReceiver.Rules.Parsing.Schema;

/// <summary>Writes the JSON schema of rule files, for editors, from the tables that parse them.</summary>
internal static class RuleSchema
{
    private static readonly JsonWriterOptions Written = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The keys of every kind of map, by the name that other definitions use.</summary>
    private static readonly (string Map, IReadOnlyList<KeySpec> Keys)[] Maps =
    [
        ("settings", SettingsKeys.Spec.Keys),
        ("defaults", DefaultsKeyParser.Keys),
        ("rule", RuleKeys.Spec.Keys),
        ("conditions", ConditionKeys.Spec.Keys),
        ("bounds", BoundsKeyParser.Keys),
        ("answer", ReplyKeys.Spec.Keys),
        ("weighted-text", WeightedTexts.Spec.Keys),
        ("follow-up", ThenKeyParser.Keys),
        ("notice", TellKeyParser.Keys),
        ("place", LocationKeyParser.Keys),
        ("test", TestKeys.Spec.Keys),
        ("message", TestMessageParser.Keys),
        ("calendar", CalendarKeys.Spec.Keys),
        ("season", CalendarKeys.SeasonKeys),
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
            WriteKeys(json, TopKeys.Spec.Keys);
            json.WriteStartObject("definitions");
            foreach (var (map, keys) in Maps)
            {
                json.WriteStartObject(map);
                WriteKeys(json, keys);
                if (keys == ConditionKeys.Spec.Keys)
                {
                    WritePhrasesByLanguage(json, keys);
                }

                json.WriteEndObject();
            }

            foreach (var shape in Shape.All)
            {
                json.WritePropertyName(shape.Name);
                json.WriteRawValue(shape.Json!);
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

    /// <summary>Phrases may stand among conditions by language: no condition is one.</summary>
    private static void WritePhrasesByLanguage(Utf8JsonWriter json, IReadOnlyList<KeySpec> conditions)
    {
        var names = string.Join('|', conditions.Select(key => key.Name));
        json.WriteStartObject("patternProperties");
        json.WriteStartObject($"^(?!({names})$){Shape.LanguageCode}");
        json.WriteString("$ref", $"#/definitions/{Shape.Texts.Name}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter json, IReadOnlyList<KeySpec> keys)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", value: false);
        json.WriteStartObject("properties");
        foreach (var key in keys)
        {
            json.WriteStartObject(key.Name);
            if (key.Shape is { } shape)
            {
                json.WriteString("description", key.Meaning);
                json.WriteStartArray("allOf");
                json.WriteStartObject();
                json.WriteString("$ref", $"#/definitions/{shape.Name}");
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
