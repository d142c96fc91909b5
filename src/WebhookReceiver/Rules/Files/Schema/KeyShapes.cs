using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Files.Schema;

/// <summary>What the value of a key looks like, and what it means in a few words.</summary>
internal sealed record KeyShape(string Definition, string Meaning);

/// <summary>The shapes of all keys. The keys themselves stand in the tables that read them.</summary>
internal static class KeyShapes
{
    /// <summary>Shapes that are no map of keys.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Definitions { get; } =
    [
        // Every scalar is the text as it is written; an editor takes 4.50 for a number all the same.
        new("text", """{"type":["string","number","boolean"]}"""),
        new(
            "texts",
            """{"anyOf":[{"$ref":"#/definitions/text"},{"type":"array","items":{"$ref":"#/definitions/text"}}]}"""
        ),
        new("flag", """{"enum":[true,false,"yes","no","on","off"]}"""),
        new("whole", """{"type":"integer"}"""),
        new("time", """{"type":"string","pattern":"^[0-9]+[smhd]$"}"""),
        new("first", """{"anyOf":[{"const":true},{"$ref":"#/definitions/time"}]}"""),
        new("stage", """{"enum":["before","main","small-talk","fallback"]}"""),
        new(
            "chats",
            """{"anyOf":[{"$ref":"#/definitions/chat"},{"type":"array","items":{"$ref":"#/definitions/chat"}}]}"""
        ),
        new("chat", """{"enum":["direct","group","mention"]}"""),
        new(
            "events",
            """{"anyOf":[{"$ref":"#/definitions/event"},{"type":"array","items":{"$ref":"#/definitions/event"}}]}"""
        ),
        new("event", """{"enum":["failed","delivered","read","new-subscriber"]}"""),
        new("meanwhile", """{"enum":["silence","next"]}"""),
        new("dates", """{"enum":["day-month","month-day"]}"""),
        new("any", "true"),
        new("values", """{"type":"object","additionalProperties":{"$ref":"#/definitions/texts"}}"""),
        new(
            "by-language",
            """{"type":"object","minProperties":1,"patternProperties":{"^[a-z]{2,3}(-[A-Za-z]{2,4})?$":{"$ref":"#/definitions/texts"}},"additionalProperties":false}"""
        ),
        new("words", """{"anyOf":[{"$ref":"#/definitions/texts"},{"$ref":"#/definitions/by-language"}]}"""),
        new("reply", """{"anyOf":[{"$ref":"#/definitions/words"},{"$ref":"#/definitions/answer"}]}"""),
        new("when", """{"anyOf":[{"$ref":"#/definitions/texts"},{"$ref":"#/definitions/conditions"}]}"""),
        new(
            "nested",
            """{"anyOf":[{"$ref":"#/definitions/text"},{"$ref":"#/definitions/conditions"},{"type":"array","items":{"$ref":"#/definitions/when"}}]}"""
        ),
        new("rules", """{"type":"array","items":{"$ref":"#/definitions/rule"}}"""),
        new("tests", """{"type":"array","items":{"$ref":"#/definitions/test"}}"""),
        new(
            "say",
            """{"anyOf":[{"$ref":"#/definitions/text"},{"$ref":"#/definitions/message"},{"type":"array","items":{"anyOf":[{"$ref":"#/definitions/text"},{"$ref":"#/definitions/message"}]}}]}"""
        ),
        new(
            "then",
            """{"anyOf":[{"$ref":"#/definitions/follow-up"},{"type":"array","items":{"$ref":"#/definitions/follow-up"}}]}"""
        ),
        new(
            "instead",
            """{"anyOf":[{"$ref":"#/definitions/text"},{"type":"object","properties":{"channel":{"$ref":"#/definitions/text"},"text":{"$ref":"#/definitions/words"}},"required":["channel"],"additionalProperties":false}]}"""
        ),
        new(
            "tell",
            """{"anyOf":[{"$ref":"#/definitions/notice"},{"type":"array","items":{"$ref":"#/definitions/notice"}}]}"""
        ),
        new(
            "questions",
            """{"anyOf":[{"$ref":"#/definitions/question"},{"type":"array","items":{"$ref":"#/definitions/question"}}]}"""
        ),
        new(
            "question",
            """{"type":"object","properties":{"expect":{"anyOf":[{"$ref":"#/definitions/texts"},{"$ref":"#/definitions/bounds"}]},"tries":{"$ref":"#/definitions/whole"},"otherwise":{"$ref":"#/definitions/words"},"skip":{"$ref":"#/definitions/texts"}},"additionalProperties":{"$ref":"#/definitions/words"}}"""
        ),
        new("lists", """{"type":"object","additionalProperties":{"$ref":"#/definitions/texts"}}"""),
        new(
            "shared",
            """{"type":"object","additionalProperties":{"anyOf":[{"$ref":"#/definitions/text"},{"type":"object"}]}}"""
        ),
        new("calendars", """{"type":"object","additionalProperties":{"$ref":"#/definitions/calendar"}}"""),
        new("seasons", """{"type":"array","items":{"$ref":"#/definitions/season"}}"""),
        new("week", """{"type":"object","additionalProperties":{"$ref":"#/definitions/text"}}"""),
        new(
            "tables",
            """{"type":"object","additionalProperties":{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"object"}}]}}"""
        ),
    ];

    public static FrozenDictionary<string, KeyShape> Of { get; } =
        Rows.All.ToFrozenDictionary(
            row => row.Key,
            row => new KeyShape(row.Definition, row.Meaning),
            StringComparer.Ordinal
        );
}
