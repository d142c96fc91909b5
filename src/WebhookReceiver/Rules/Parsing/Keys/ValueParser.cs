using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Parses single values: texts, words, flags, maps; null with a problem for another node.</summary>
internal static class ValueParser
{
    /// <summary>
    /// A text for people or contacts; null with a problem if it is another node, missing, or cut or joined by YAML.
    /// </summary>
    public static TextNode? Text(this ParseContext context, Node node, string what)
    {
        if (node is not TextNode text)
        {
            context.Problems.Error(
                node.Place,
                $"{what} must be a text, but this is {node.Kind}.",
                node is MapNode map && LocalTexts.IsInListed(map, context)
                    ? "Write it once, without languages."
                    : context.Symbols.AsQuoted(node) ?? "Write one text in its place, in quotes or in lines below '|'."
            );
            return null;
        }

        if (text.Pitfall is { } pitfall)
        {
            context.Problems.Error(pitfall.Place ?? text.Place, pitfall.Message, pitfall.Fix);
            return null;
        }

        if (string.IsNullOrWhiteSpace(text.Value))
        {
            context.Problems.Error(text.Place, $"{what} is empty.", EmptyFix(text));
            return null;
        }

        return text;
    }

    /// <summary>A single word or number; a comment may follow.</summary>
    public static string? Word(this ParseContext context, Node node, string what) =>
        node is TextNode { Pitfall.IsCut: true, IsMissing: false } word ? word.Value : context.Text(node, what)?.Value;

    /// <summary>The map, or null with a problem.</summary>
    public static MapNode? Map(this ParseContext context, Node node, string what, string fix)
    {
        if (node is MapNode map)
        {
            return map;
        }

        var mended =
            node is TextNode text && text.Value.Split(':', 2) is [var key, var value] && KnownWords.All.Contains(key)
                ? $"Write a blank after the colon: {key}: {value.Trim()}"
                : null;
        context.Problems.Error(node.Place, $"{what} must be a map, but this is {node.Kind}.", mended ?? fix);
        return null;
    }

    /// <summary>The entries of a map of definitions; a problem for each whose name a template cannot use.</summary>
    public static IEnumerable<(string Name, NamedNode Named)> NamedEntries(
        this ParseContext context,
        Node node,
        string key,
        string what,
        string fix
    )
    {
        foreach (var entry in context.Map(node, key, fix)?.Entries ?? [])
        {
            if (SymbolTable.IsName(entry.Name))
            {
                yield return (entry.Name, new NamedNode(entry.Key.Place, entry.Value));
            }
            else
            {
                context.Problems.Error(
                    entry.Key.Place,
                    $"'{entry.Name}' cannot be the name of a {what}.",
                    Slug(entry.Name) is { } mended
                        ? $"Write: {mended}"
                        : "A name begins with a letter and has letters, digits, '-' and '_'."
                );
            }
        }
    }

    /// <summary>The words of a name with '-' between them; null if that is no name either.</summary>
    private static string? Slug(string name)
    {
        var words = name.Split([.. name.Where(c => !char.IsLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries);
        var mended = string.Join('-', words);
        return SymbolTable.IsName(mended) ? mended : null;
    }

    /// <summary>yes or no, in the spellings people use.</summary>
    public static bool? Flag(this ParseContext context, Node node, string what)
    {
        var word = context.Word(node, what);
        switch (word)
        {
            case null:
                return null;
            case "true" or "yes" or "on":
                return true;
            case "false" or "no" or "off":
                return false;
            default:
                context.Problems.Error(
                    node.Place,
                    $"{what} is either true or false, not '{word}'.",
                    word.ToLowerInvariant() is "true" or "false" or "yes" or "no" or "on" or "off"
                        ? $"Write: {word.ToLowerInvariant()}"
                        : "Write 'true' or 'false'."
                );
                return null;
        }
    }

    /// <summary>The values of known names; unknown ones are problems and left out.</summary>
    public static List<T> Choices<T>(
        this ParseContext context,
        Node node,
        string what,
        IReadOnlyDictionary<string, T> known
    )
    {
        var values = new List<T>();
        foreach (var text in context.TextList(node, what))
        {
            if (known.TryGetValue(text.Value, out var value))
            {
                values.Add(value);
            }
            else
            {
                context.Problems.Error(
                    text.Place,
                    $"'{text.Value}' is not known as {what}.",
                    Suggestion.For(text.Value, [.. known.Keys])
                );
            }
        }

        return values;
    }

    private static string EmptyFix(TextNode text) =>
        text.Style == TextStyle.Literal
            ? "Indent the lines of the text further than the key above them."
            : "Write the text after it, or take the key out.";
}
