using System.Collections.Immutable;
using System.Xml.Linq;
using WebhookReceiver.Commands.Importing.Talk;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.Aiml;

/// <summary>A pattern of AIML with its place in the order of matching.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Order">The smaller, the earlier, word by word.</param>
internal sealed record AimlPattern(TalkPattern Pattern, string Order)
{
    /// <summary>The pattern; null with a note if it has an unknown part.</summary>
    public static AimlPattern? Read(XElement element, RulePlace place, ImportBook book)
    {
        var tokens = ImmutableArray.CreateBuilder<TalkToken>();
        var order = new List<string>();
        var star = 0;
        foreach (var node in element.Nodes())
        {
            if (node is XElement part)
            {
                if (part.Name.LocalName != "set" || Choices(part, book) is not { } table)
                {
                    book.NotTaken(place, $"<{part.Name.LocalName}> in a pattern");
                    return null;
                }

                tokens.Add(new TalkToken(TokenKind.Choice, table, ++star));
                order.Add("4");
                continue;
            }

            foreach (
                var word in ((node as XText)?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            )
            {
                tokens.Add(TokenOf(word, ref star));
                order.Add(OrderOf(word));
            }
        }

        if (tokens.Count == 0)
        {
            book.NotTaken(place, $"the {element.Name.LocalName} has no words");
            return null;
        }

        return new AimlPattern(new TalkPattern(tokens.ToImmutable()), string.Join(' ', order));
    }

    private static TalkToken TokenOf(string word, ref int star) =>
        word switch
        {
            "*" or "_" => new TalkToken(TokenKind.Some, "", ++star),
            "^" or "#" => new TalkToken(TokenKind.Any, "", ++star),
            _ => TalkToken.Word(word.TrimStart('$').ToLowerInvariant()),
        };

    /// <summary>$word, #, _, word, set, ^, *: the order in which AIML tries the next word.</summary>
    private static string OrderOf(string word) =>
        word switch
        {
            "#" => "1",
            "_" => "2",
            "^" => "5",
            "*" => "6",
            _ when word[0] == '$' => $"0{word[1..].ToLowerInvariant()}",
            _ => $"3{word.ToLowerInvariant()}",
        };

    /// <summary>A set of AIML is a file of its own; the table is made when that file is read.</summary>
    private static string? Choices(XElement part, ImportBook book)
    {
        var name = RuleText.Variable(part.Value.ToLowerInvariant());
        return book.Tables.Exists(table => table.Name == name) ? name : null;
    }
}
