namespace WebhookReceiver.Rules.Parsing.Schema;

/// <summary>The form of a key's value: one definition of the schema.</summary>
/// <param name="Name">Name of the definition.</param>
/// <param name="Json">The definition; null for a map whose keys define it.</param>
internal sealed record Shape(string Name, string? Json)
{
    private static readonly List<Shape> Listed = [];

    public static Shape Settings { get; } = new("settings", Json: null);

    public static Shape Defaults { get; } = new("defaults", Json: null);

    public static Shape Place { get; } = new("place", Json: null);

    // Every scalar is its text; an editor still takes 4.50 for a number.
    public static Shape Text { get; } = Add("text", """{"type":["string","number","boolean"]}""");

    public static Shape Texts { get; } = Add("texts", OneOrSeveral("text"));

    public static Shape Flag { get; } = Add("flag", """{"enum":[true,false,"yes","no","on","off"]}""");

    public static Shape Whole { get; } = Add("whole", """{"type":"integer"}""");

    public static Shape Time { get; } = Add("time", """{"type":"string","pattern":"^[0-9]+[smhd]$"}""");

    public static Shape First { get; } = Add("first", AnyOf("""{"const":true}""", Ref("time")));

    public static Shape Stage { get; } = Add("stage", """{"enum":["before","main","small-talk","fallback"]}""");

    public static Shape Chats { get; } = Add("chats", OneOrSeveral("chat"));

    public static Shape Chat { get; } = Add("chat", """{"enum":["direct","group","mention"]}""");

    public static Shape Events { get; } = Add("events", OneOrSeveral("event"));

    public static Shape Event { get; } = Add("event", """{"enum":["failed","delivered","read","new-subscriber"]}""");

    public static Shape Meanwhile { get; } = Add("meanwhile", """{"enum":["silence","next"]}""");

    public static Shape Dates { get; } = Add("dates", """{"enum":["day-month","month-day"]}""");

    public static Shape Any { get; } = Add("any", "true");

    public static Shape Values { get; } = Add("values", MapOf(Ref("texts")));

    public static Shape Openings { get; } = Add("openings", AnyOf(Ref("texts"), MapOf(Ref("text"))));

    /// <summary>What the code of a language looks like.</summary>
    public const string LanguageCode = "[a-z]{2,3}(-[A-Za-z]{2,4})?$";

    public static Shape ByLanguage { get; } =
        Add(
            "by-language",
            $$$"""{"type":"object","minProperties":1,"patternProperties":{"^{{{LanguageCode}}}":{"$ref":"#/definitions/texts"}},"additionalProperties":false}"""
        );

    public static Shape Words { get; } = Add("words", AnyOf(Ref("texts"), Ref("by-language")));

    public static Shape Weighted { get; } = Add("weighted", ListOf(AnyOf(Ref("text"), Ref("weighted-text"))));

    /// <summary>Texts that we say: one, several with or without weights, or either by language.</summary>
    public static Shape Said { get; } =
        Add(
            "said",
            AnyOf(
                Ref("words"),
                Ref("weighted"),
                $$$"""{"type":"object","minProperties":1,"patternProperties":{"^{{{LanguageCode}}}":{"anyOf":[{"$ref":"#/definitions/texts"},{"$ref":"#/definitions/weighted"}]}},"additionalProperties":false}"""
            )
        );

    public static Shape Reply { get; } = Add("reply", AnyOf(Ref("said"), Ref("answer")));

    public static Shape When { get; } = Add("when", AnyOf(Ref("texts"), Ref("conditions")));

    public static Shape Nested { get; } = Add("nested", AnyOf(Ref("text"), Ref("conditions"), ListOf(Ref("when"))));

    public static Shape Rules { get; } = Add("rules", ListOf(Ref("rule")));

    public static Shape Tests { get; } = Add("tests", ListOf(Ref("test")));

    public static Shape Say { get; } =
        Add("say", AnyOf(Ref("text"), Ref("message"), ListOf(AnyOf(Ref("text"), Ref("message")))));

    public static Shape AskModel { get; } =
        Add(
            "ask-model",
            """{"type":"object","properties":{"from":{"$ref":"#/definitions/texts"},"otherwise":{"$ref":"#/definitions/words"}},"required":["from"],"additionalProperties":false}"""
        );

    public static Shape Then { get; } = Add("then", OneOrSeveral("follow-up"));

    public static Shape Instead { get; } =
        Add(
            "instead",
            AnyOf(
                Ref("text"),
                """{"type":"object","properties":{"channel":{"$ref":"#/definitions/text"},"text":{"$ref":"#/definitions/words"}},"required":["channel"],"additionalProperties":false}"""
            )
        );

    public static Shape Tell { get; } = Add("tell", OneOrSeveral("notice"));

    public static Shape Questions { get; } = Add("questions", OneOrSeveral("question"));

    public static Shape Question { get; } =
        Add(
            "question",
            """{"type":"object","properties":{"expect":{"anyOf":[{"$ref":"#/definitions/words"},{"$ref":"#/definitions/bounds"}]},"tries":{"$ref":"#/definitions/whole"},"otherwise":{"$ref":"#/definitions/words"},"not-possible":{"$ref":"#/definitions/words"},"skip":{"$ref":"#/definitions/words"}},"additionalProperties":{"$ref":"#/definitions/words"}}"""
        );

    public static Shape Lists { get; } = Add("lists", MapOf(Ref("words")));

    public static Shape Shared { get; } = Add("shared", MapOf(AnyOf(Ref("text"), """{"type":"object"}""")));

    public static Shape Calendars { get; } = Add("calendars", MapOf(Ref("calendar")));

    public static Shape Seasons { get; } = Add("seasons", ListOf(Ref("season")));

    public static Shape Week { get; } = Add("week", MapOf(Ref("text")));

    public static Shape Closures { get; } =
        Add("closures", AnyOf(Ref("text"), MapOf("true"), ListOf(AnyOf(Ref("text"), MapOf("true")))));

    public static Shape Tables { get; } =
        Add("tables", MapOf(AnyOf("""{"type":"string"}""", ListOf("""{"type":"object"}"""))));

    /// <summary>The definitions that are no maps of keys, in the order of the schema.</summary>
    public static IReadOnlyList<Shape> All => Listed;

    private static Shape Add(string name, string json)
    {
        var shape = new Shape(name, json);
        Listed.Add(shape);
        return shape;
    }

    private static string Ref(string name) => $$"""{"$ref":"#/definitions/{{name}}"}""";

    private static string AnyOf(params string[] shapes) => $$"""{"anyOf":[{{string.Join(',', shapes)}}]}""";

    private static string ListOf(string shape) => $$"""{"type":"array","items":{{shape}}}""";

    private static string MapOf(string shape) => $$"""{"type":"object","additionalProperties":{{shape}}}""";

    private static string OneOrSeveral(string name) => AnyOf(Ref(name), ListOf(Ref(name)));
}
