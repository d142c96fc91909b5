namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Quotes of a word processor round a text: they do not quote in YAML.</summary>
internal static class TypographicQuotes
{
    private const string Message = "typographic quotes do not quote in YAML; they are part of the text.";

    private const string All = "“”„«»";

    /// <summary>The problem with a text in such quotes, or with one of them alone; null for none.</summary>
    public static YamlPitfall? In(TextNode text) => Around(text) ?? Lone(text);

    /// <summary>A quote at the beginning that is never closed, or one at the end that is never opened.</summary>
    private static YamlPitfall? Lone(TextNode text)
    {
        var value = text.Value;
        var isLone =
            text.Style == TextStyle.Plain
            && value is ['“' or '„' or '«', ..] or [.., '”' or '»']
            && value.Count(sign => All.Contains(sign, StringComparison.Ordinal)) == 1;
        return isLone ? new(Message, $"Write: {RawLine.Quoted(value.Trim([.. All]))}") : null;
    }

    /// <summary>The problem with a text that such quotes enclose; null for none.</summary>
    public static YamlPitfall? Around(TextNode text) =>
        text.Style == TextStyle.Plain && text.Value is ['“' or '„' or '‘' or '«', .., '”' or '“' or '’' or '»']
            ? new(Message, $"Write: {RawLine.Quoted(text.Value[1..^1])}")
            : null;
}
