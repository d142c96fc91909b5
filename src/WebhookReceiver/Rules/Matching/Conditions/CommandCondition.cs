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

    /// <summary>Up to here a message may have words that nobody knows, and still speak of nothing but the command.</summary>
    private const int MostWordsWithUnknown = 8;

    private const int WordsForTwoUnknown = 5;

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
        var plain = WithFamilies(Plain, wordings).ToFrozenSet(StringComparer.Ordinal);
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

    public override IEnumerable<Phrase> Phrases => _whole.Phrases;

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
        if (text.Tokens.Length is < 1 or > MostWords || !HasCommand(text, 0, text.Tokens.Length))
        {
            return CommandUse.None;
        }

        var use = UseIn(text, 0, text.Tokens.Length);
        return use != CommandUse.None || Kind != CommandKind.Cancel ? use
            : IsGivenInClause(text) ? CommandUse.Given
            : IsDoubted(text) ? CommandUse.SpokenOf
            : CommandUse.None;
    }

    /// <summary>The commands, folded, and the other forms of their verbs.</summary>
    private static HashSet<string> WithFamilies(ImmutableArray<string> plain, ImmutableArray<CommandWording> wordings)
    {
        var commands = plain.Select(FoldedText.Of).ToHashSet(StringComparer.Ordinal);
        string[] written = [.. commands];
        foreach (var family in wordings.SelectMany(wording => wording.Families))
        {
            if (family.Any(form => written.Contains(form, StringComparer.Ordinal)))
            {
                commands.UnionWith(family);
            }
        }

        return commands;
    }

    private CommandUse UseIn(FoldedText text, int first, int end)
    {
        // What one language denies is given in none.
        var use = CommandUse.None;
        foreach (var wording in _wordings)
        {
            use = (CommandUse)Math.Max((int)use, (int)UseIn(text, first, end, wording));
        }

        return use;
    }

    /// <summary>
    /// "I changed my mind, cancel it": one clause gives the command, and neither a condition before it nor a denial after it takes
    /// it back.
    /// </summary>
    private bool IsGivenInClause(FoldedText text)
    {
        var (isGiven, first) = (false, 0);
        for (var at = 1; at <= text.Tokens.Length; at++)
        {
            if (at < text.Tokens.Length && !Denial.IsBreak(text, at))
            {
                continue;
            }

            var isHere = UseIn(text, first, at) == CommandUse.Given;
            if (isHere ? isGiven : HasCommand(text, first, at) || Doubts(text, first, at, onlyIf: !isGiven))
            {
                return false;
            }

            isGiven |= isHere;
            first = at;
        }

        return isGiven && !Questions.EndsWithSign(text);
    }

    /// <summary>"Can I still cancel that one?": a short message with the command and a doubt, and few other words.</summary>
    private bool IsDoubted(FoldedText text)
    {
        var count = text.Tokens.Length;
        var most = count < WordsForTwoUnknown ? 1 : 2;
        return count <= MostWordsWithUnknown
            && Doubts(text, 0, count, onlyIf: false)
            && _wordings.Any(wording => Unknown(text, wording) <= most);
    }

    private bool Doubts(FoldedText text, int first, int end, bool onlyIf)
    {
        for (var at = first; at < end; at++)
        {
            for (var length = Math.Min(_longest, end - at); length > 0; length--)
            {
                var words = text.Words(at, at + length);
                foreach (var wording in _wordings)
                {
                    if (wording.IsIf(words) || (!onlyIf && wording.UseOf(words) == WordingUse.Doubt))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>The number of words that are neither the command nor words around it.</summary>
    private int Unknown(FoldedText text, CommandWording wording)
    {
        var unknown = 0;
        for (var at = 0; at < text.Tokens.Length; )
        {
            var length = Math.Min(_longest, text.Tokens.Length - at);
            while (length > 0 && !IsKnown(text, at, length, wording))
            {
                length--;
            }

            unknown += length == 0 ? 1 : 0;
            at += Math.Max(length, 1);
        }

        return unknown;
    }

    private bool IsKnown(FoldedText text, int at, int length, CommandWording wording) =>
        _commands.Contains(text.Words(at, at + length))
        || UseOf(text, at, length, wording) != WordingUse.None
        || (length == 1 && (IsSign(text.WordAt(at)) || Inside(text, at) != WordingUse.None));

    private bool HasCommand(FoldedText text, int first, int end)
    {
        for (var at = first; at < end; at++)
        {
            for (var length = Math.Min(_longestCommand, end - at); length > 0; length--)
            {
                if (_commands.Contains(text.Words(at, at + length)) || Inside(text, at) != WordingUse.None)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private CommandUse UseIn(FoldedText text, int first, int last, CommandWording wording)
    {
        // Which ways lead up to each word: bit 0 for nothing said yet, 1 for the command, 2 for a doubt, 3 for both.
        Span<byte> ways = stackalloc byte[MostWords + 1];
        ways.Clear();
        ways[first] = 1;
        for (var at = first; at < last; at++)
        {
            if (ways[at] == 0)
            {
                continue;
            }

            if (IsSign(text.WordAt(at)))
            {
                ways[at + 1] |= ways[at];
            }

            for (var length = Math.Min(_longest, last - at); length > 0; length--)
            {
                Step(text, at, length, wording, ways);
            }
        }

        var end = ways[last];
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

        // "no, cancel" and "nein bitte stornieren" answer what was said before.
        var next = at + length;
        if (Kind != CommandKind.Plain && next < text.Tokens.Length && wording.IsNo(words, Denial.IsBreak(text, next)))
        {
            ways[next] |= (byte)(from & 0b0101);
        }

        ways[next] |= UseOf(text, at, length, wording) switch
        {
            WordingUse.Around => from,
            WordingUse.Doubt => WithDoubt(from),
            _ => 0,
        };
    }

    /// <summary>What words are beside the command; of one word also without what is written onto it: l'ordine.</summary>
    private static WordingUse UseOf(FoldedText text, int at, int length, CommandWording wording)
    {
        var use = wording.UseOf(text.Words(at, at + length));
        return use == WordingUse.None && length == 1 && text.Tokens[at].FirstCut > 0
            ? wording.UseOf(StrippedWord.OffApostrophes(text.WordAt(at), text.Tokens[at]))
            : use;
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
