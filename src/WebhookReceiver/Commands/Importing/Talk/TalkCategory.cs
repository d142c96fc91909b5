using System.Collections.Immutable;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>What a talking bot answers to a whole message, in RiveScript and AIML alike.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Patterns">The messages, one pattern for each way to say it.</param>
/// <param name="Template">The answer.</param>
internal sealed record TalkCategory(RulePlace Place, ImmutableArray<TalkPattern> Patterns, Say Template)
{
    /// <summary>What the bot must have said last, one of them; empty for anything.</summary>
    public ImmutableArray<TalkPattern> Previous { get; init; } = [];

    /// <summary>Its patterns as one phrase with alternatives; null if they cannot be written so.</summary>
    public string? Phrase { get; init; }

    /// <summary>What is said around every answer; null for nothing.</summary>
    public Say? Around { get; init; }

    /// <summary>The topics it belongs to; empty for all, or for the time without one.</summary>
    public ImmutableArray<string> Topics { get; init; } = [];

    /// <summary>Asked after all others.</summary>
    public bool IsLast { get; init; }

    public bool IsFree => Previous.IsEmpty && Topics.IsEmpty;
}

internal enum TokenKind
{
    Word = 0,

    /// <summary>One word or more.</summary>
    Some = 1,

    /// <summary>Any number of words.</summary>
    Any = 2,
    Number = 3,

    /// <summary>A row of a table.</summary>
    Choice = 4,
}

/// <param name="Kind">The kind.</param>
/// <param name="Text">The word, or the table.</param>
/// <param name="Star">The number of what it keeps; 0 for nothing.</param>
internal readonly record struct TalkToken(TokenKind Kind, string Text, int Star)
{
    public static TalkToken Word(string word) => new(TokenKind.Word, word, 0);
}

/// <summary>Words and gaps that are a whole message.</summary>
internal sealed record TalkPattern(ImmutableArray<TalkToken> Tokens)
{
    public bool IsLiteral => Tokens.All(token => token.Kind == TokenKind.Word);

    /// <summary>It fits every message.</summary>
    public bool IsEverything => Tokens is [{ Kind: TokenKind.Some or TokenKind.Any }];

    /// <summary>The phrase that stands in what the bot said last.</summary>
    public string InAnswer =>
        string.Join(' ', Tokens.Select(token => token.Kind == TokenKind.Word ? RuleText.Phrase(token.Text) : "*"))
            .Replace("* *", "*", StringComparison.Ordinal)
            .Trim('*', ' ');

    public IEnumerable<int> Stars => Tokens.Where(token => token.Star > 0).Select(token => token.Star);

    /// <summary>The phrases of a rule that fit the same messages.</summary>
    /// <param name="used">Numbers of what the answer needs.</param>
    public IEnumerable<string> Phrases(IReadOnlySet<int> used)
    {
        var phrases = new List<string> { "" };
        foreach (var token in Tokens)
        {
            var ways = Ways(token, used).ToList();
            phrases = [.. phrases.SelectMany(before => ways.Select(way => $"{before} {way}".Trim()))];
        }

        return phrases.Where(phrase => phrase.Length > 0);
    }

    /// <summary>A message that fits.</summary>
    public string Example(IReadOnlyList<ImportedTable> tables) =>
        string.Join(
            ' ',
            Tokens
                .Select(token =>
                    token.Kind switch
                    {
                        TokenKind.Word => token.Text,
                        TokenKind.Some => "something",
                        TokenKind.Number => "5",
                        TokenKind.Choice => tables.First(table => table.Name == token.Text).Rows[0],
                        _ => "",
                    }
                )
                .Where(word => word.Length > 0)
        );

    private static IEnumerable<string> Ways(TalkToken token, IReadOnlySet<int> used)
    {
        switch (token.Kind)
        {
            case TokenKind.Word:
                yield return RuleText.Phrase(token.Text);
                break;
            case TokenKind.Any when used.Contains(token.Star):
                yield return $"<star{token.Star}>";
                yield return "";
                break;
            case TokenKind.Any:
                yield return "*";
                break;
            case TokenKind.Number:
                yield return $"<star{token.Star}:number>";
                break;
            case TokenKind.Choice:
                yield return $"<star{token.Star}:{token.Text}>";
                break;
            default:
                yield return $"<star{token.Star}>";
                break;
        }
    }
}
