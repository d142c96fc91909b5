using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The words of a command, and those around it.</summary>
internal sealed class CommandWords
{
    /// <summary>A longer message says something else.</summary>
    public const int Most = 24;

    private readonly CommandKind _kind;
    private readonly ImmutableArray<CommandWording> _wordings;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _commands;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _drops;
    private readonly int _longestCommand;
    private readonly int _longestDrop;
    private readonly int _longest;

    /// <param name="plain">The phrases of words alone.</param>
    /// <param name="kind">What the command is for.</param>
    /// <param name="wordings">The words around it, by language.</param>
    public CommandWords(ImmutableArray<string> plain, CommandKind kind, ImmutableArray<CommandWording> wordings)
    {
        (_kind, _wordings) = (kind, wordings);
        var commands = WithFamilies(plain, wordings).ToFrozenSet(StringComparer.Ordinal);
        _commands = commands.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestCommand = Longest(commands);
        // "Forget it" gives up as well, if there is a word at all.
        var drops = plain.IsEmpty ? [] : wordings.SelectMany(wording => wording.Drops).Select(FoldedText.Of);
        var folded = drops.ToFrozenSet(StringComparer.Ordinal);
        _drops = folded.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestDrop = Longest(folded);
        _longest = Math.Max(Math.Max(_longestCommand, _longestDrop), wordings.Max(wording => wording.Longest));
    }

    /// <summary>Whether the text has words that give up as the command does.</summary>
    public bool HasDrop(FoldedText text) => HasAny(_drops, _longestDrop, text, 0, text.Tokens.Length);

    /// <summary>What these words make of the command.</summary>
    public CommandUse UseIn(FoldedText text, int first, int end)
    {
        // What one language denies is given in none.
        var use = CommandUse.None;
        foreach (var wording in _wordings)
        {
            use = (CommandUse)Math.Max((int)use, (int)UseIn(text, first, end, wording));
        }

        return use;
    }

    /// <summary>The number of words here that change nothing.</summary>
    public int AroundAt(FoldedText text, int at)
    {
        for (var length = Math.Min(_longest, text.Tokens.Length - at); length > 0; length--)
        {
            var words = text.Words(at, at + length);
            foreach (var wording in _wordings)
            {
                if (wording.UseOf(words) == WordingUse.Around)
                {
                    return length;
                }
            }
        }

        return 0;
    }

    /// <summary>Whether a clause that begins here says why, or what happens next.</summary>
    public bool IsReason(FoldedText text, int at)
    {
        // "J'appellerai": what is joined to a verb is a word as well.
        if (at < text.Tokens.Length && text.Tokens[at].FirstCut is > 0 and var cut && IsReason(text.WordAt(at)[..cut]))
        {
            return true;
        }

        for (var length = Math.Min(_longest, text.Tokens.Length - at); length > 0; length--)
        {
            if (IsReason(text.Words(at, at + length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a clause begins here, also without a comma: "forget it ill call".</summary>
    public bool IsSubject(ReadOnlySpan<char> word)
    {
        foreach (var wording in _wordings)
        {
            if (wording.IsSubject(word))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsReason(ReadOnlySpan<char> words)
    {
        foreach (var wording in _wordings)
        {
            if (wording.IsReason(words))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether these words have a condition among them, or a denial or a question.</summary>
    public bool Doubts(FoldedText text, int first, int end, bool onlyIf)
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
    public int Unknown(FoldedText text)
    {
        var fewest = int.MaxValue;
        foreach (var wording in _wordings)
        {
            fewest = Math.Min(fewest, Unknown(text, wording));
        }

        return fewest;
    }

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

    /// <summary>Whether the command is among these words.</summary>
    public bool HasCommand(FoldedText text, int first, int end)
    {
        for (var at = first; at < end; at++)
        {
            if (Inside(text, at) != WordingUse.None)
            {
                return true;
            }
        }

        return HasAny(_commands, _longestCommand, text, first, end);
    }

    private static bool HasAny(
        FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> entries,
        int longest,
        FoldedText text,
        int first,
        int end
    )
    {
        for (var at = first; at < end; at++)
        {
            for (var length = Math.Min(longest, end - at); length > 0; length--)
            {
                if (entries.Contains(text.Words(at, at + length)))
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
        Span<byte> ways = stackalloc byte[Most + 1];
        ways.Clear();
        ways[first] = 1;
        // Beside the command itself, "forget it" and the like say nothing of their own.
        var drops = !HasCommand(text, first, last);
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
                Step(text, at, length, wording, drops, ways);
            }
        }

        var end = ways[last];
        return (end & 0b0010) != 0 ? CommandUse.Given
            : (end & 0b1000) != 0 ? CommandUse.SpokenOf
            : CommandUse.None;
    }

    private void Step(FoldedText text, int at, int length, CommandWording wording, bool drops, Span<byte> ways)
    {
        var words = text.Words(at, at + length);
        var from = ways[at];
        if (_commands.Contains(words) || (drops && _drops.Contains(words)))
        {
            ways[at + length] |= WithCommand(from);
        }

        if (length == 1 && Inside(text, at) is var inside and not WordingUse.None)
        {
            ways[at + 1] |= inside == WordingUse.Doubt ? WithDoubt(WithCommand(from)) : WithCommand(from);
        }

        // "no, cancel" and "nein bitte stornieren" answer what was said before.
        var next = at + length;
        if (_kind != CommandKind.Plain && next < text.Tokens.Length && wording.IsNo(words, Denial.IsBreak(text, next)))
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
            _kind == CommandKind.Cancel
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

    private static int Longest(IEnumerable<string> entries) =>
        entries.Select(one => one.Count(c => c == ' ') + 1).DefaultIfEmpty(1).Max();

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
}
