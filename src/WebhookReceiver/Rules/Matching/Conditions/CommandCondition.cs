using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Matching;

/// <summary>What a message makes of a command.</summary>
internal enum CommandUse
{
    /// <summary>It is about something else.</summary>
    None = 0,

    /// <summary>It gives the command.</summary>
    Given = 1,

    /// <summary>It speaks of nothing but the command, and denies it or asks about it: "don't cancel", "how do I cancel?".</summary>
    SpokenOf = 2,
}

/// <summary>
/// <c>stop</c>, <c>start</c>, <c>resume</c>, <c>cancel</c>, <c>skip</c>: one of the phrases is the whole message, but for words
/// around it that change nothing: "please cancel it", "stop texting me".
/// </summary>
internal sealed class CommandCondition : Condition
{
    /// <summary>A longer message says something else.</summary>
    private const int MostWords = 24;

    private readonly IsCondition _whole;
    private readonly ImmutableArray<CommandWording> _wordings;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _commands;
    private readonly int _longestCommand;
    private readonly int _longest;

    public CommandCondition(ImmutableArray<Phrase> phrases, CommandKind kind, ImmutableArray<CommandWording> wordings)
    {
        _whole = new IsCondition(phrases);
        _wordings = wordings;
        Kind = kind;
        Plain =
        [
            .. phrases
                .Where(phrase => !phrase.HasSigns && phrase.Source.AsSpan().IndexOfAny('*', '<') < 0)
                .Select(phrase => phrase.Source),
        ];
        var plain = Plain.Select(FoldedText.Of).ToFrozenSet(StringComparer.Ordinal);
        _commands = plain.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestCommand = plain.Select(one => one.Count(c => c == ' ') + 1).DefaultIfEmpty(1).Max();
        _longest = Math.Max(_longestCommand, wordings.Max(wording => wording.Longest));
    }

    /// <summary>What the command is for.</summary>
    public CommandKind Kind { get; }

    /// <summary>True if it has phrases of words alone, around which others may stand.</summary>
    public bool IsPlain => !Plain.IsEmpty;

    /// <summary>Its phrases of words alone, as they are written in the rules.</summary>
    public ImmutableArray<string> Plain { get; }

    public ImmutableArray<CommandWording> Wordings => _wordings;

    public override string Describe() => _whole.Describe();

    public override bool Holds(MatchContext context) => UseIn(context) == CommandUse.Given;

    /// <summary>Whether the message gives the command, or speaks of it.</summary>
    /// <param name="context">The message.</param>
    /// <param name="isLabel">True for what is to choose from, word for word: only the very command comes before it.</param>
    public CommandUse UseIn(MatchContext context, bool isLabel = false)
    {
        if (_whole.Holds(context))
        {
            return CommandUse.Given;
        }

        if (isLabel)
        {
            return CommandUse.None;
        }

        var text = context.Text;
        if (text.Tokens.Length is < 1 or > MostWords || !HasCommand(text))
        {
            return CommandUse.None;
        }

        // What one language denies is given in none.
        var use = CommandUse.None;
        foreach (var wording in _wordings)
        {
            use = (CommandUse)Math.Max((int)use, (int)UseIn(text, wording));
        }

        return use;
    }

    private bool HasCommand(FoldedText text)
    {
        for (var at = 0; at < text.Tokens.Length; at++)
        {
            for (var length = Math.Min(_longestCommand, text.Tokens.Length - at); length > 0; length--)
            {
                if (_commands.Contains(text.Words(at, at + length)) || Inside(text, at) != WordingUse.None)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private CommandUse UseIn(FoldedText text, CommandWording wording)
    {
        // Which ways lead up to each word: bit 0 for nothing said yet, 1 for the command, 2 for a doubt, 3 for both.
        var count = text.Tokens.Length;
        Span<byte> ways = stackalloc byte[MostWords + 1];
        ways.Clear();
        ways[0] = 1;
        for (var at = 0; at < count; at++)
        {
            if (ways[at] == 0)
            {
                continue;
            }

            if (IsSign(text.WordAt(at)))
            {
                ways[at + 1] |= ways[at];
            }

            for (var length = Math.Min(_longest, count - at); length > 0; length--)
            {
                Step(text, at, length, wording, ways);
            }
        }

        var end = ways[count];
        return (end & 0b0010) != 0 ? CommandUse.Given
            : (end & 0b1000) != 0 ? CommandUse.SpokenOf
            : CommandUse.None;
    }

    private void Step(FoldedText text, int at, int length, CommandWording wording, Span<byte> ways)
    {
        var words = text.Words(at, at + length);
        var from = ways[at];
        if (_commands.Contains(words))
        {
            ways[at + length] |= WithCommand(from);
        }

        if (length == 1 && Inside(text, at) is var inside and not WordingUse.None)
        {
            ways[at + 1] |= inside == WordingUse.Doubt ? WithDoubt(WithCommand(from)) : WithCommand(from);
        }

        ways[at + length] |= wording.UseOf(words) switch
        {
            WordingUse.Around => from,
            WordingUse.Doubt => WithDoubt(from),
            _ => 0,
        };
    }

    /// <summary>The command with a pronoun written onto it, or a negation: l'annuler, cancelarlo; n'annuler.</summary>
    private WordingUse Inside(FoldedText text, int at)
    {
        var word = text.WordAt(at);
        if (text.Tokens[at].FirstCut is > 0 and var cut && _commands.Contains(word[cut..]))
        {
            return word[..cut] switch
            {
                "n" => WordingUse.Doubt,
                "l" or "d" or "m" or "t" or "j" => WordingUse.Around,
                _ => WordingUse.None,
            };
        }

        return
            Kind == CommandKind.Cancel
            && word.Length > 5
            && word[^2..] is "lo" or "la"
            && _commands.Contains(word[..^2])
            ? WordingUse.Around
            : WordingUse.None;
    }

    private static byte WithCommand(int ways) => (byte)(((ways & 0b0101) << 1) | (ways & 0b1010));

    private static byte WithDoubt(int ways) => (byte)(((ways & 0b0011) << 2) | (ways & 0b1100));

    private static bool IsSign(ReadOnlySpan<char> word) =>
        char.IsSurrogate(word[0]) || FoldTable.ClassOf(word[0]) == CharClass.Symbol;
}
