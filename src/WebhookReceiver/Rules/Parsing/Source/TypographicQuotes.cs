namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Quotes of a word processor round a text: they do not quote in YAML.</summary>
internal static class TypographicQuotes
{
    private const string Message = "typographic quotes do not quote in YAML; they are part of the text.";

    /// <summary>The problem with a text in such quotes, or with one of them; null for none.</summary>
    public static YamlPitfall? In(TextNode text) =>
        Around(text)
        ?? (
            text.Style == TextStyle.Plain && text.Value is ['“' or '„' or '«', ..] or [.., '”' or '»']
                ? new(Message, "Use straight quotes: \" at the beginning and at the end.")
                : null
        );

    /// <summary>The problem with a text that such quotes enclose; null for none.</summary>
    public static YamlPitfall? Around(TextNode text) =>
        text.Style == TextStyle.Plain && text.Value is ['“' or '„' or '‘' or '«', .., '”' or '“' or '’' or '»']
            ? new(Message, $"Write: {RawLine.Quoted(text.Value[1..^1])}")
            : null;
}
