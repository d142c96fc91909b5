using System.Buffers;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Alternatives in a phrase: <c>i (want|need) (a|) coffee</c>, <c>cake(s|)</c>. They are written out at load. A bracket
/// without a <c>|</c> is a sign like others, and a <c>|</c> outside of brackets, too.
/// </summary>
internal sealed class PhraseVariants
{
    /// <summary>Most phrases that the alternatives of one phrase may stand for.</summary>
    public const int Most = 64;

    private const int Deepest = 8;
    private const char Bar = '|';

    /// <summary>What is no word.</summary>
    private static readonly SearchValues<char> Empty = SearchValues.Create(" *?!.,");

    private readonly string _phrase;

    /// <summary>Where a bracket with alternatives closes; 0 for all other signs.</summary>
    private readonly int[] _closes;

    private PhraseFault? _fault;

    private PhraseVariants(string phrase)
    {
        _phrase = phrase;
        _closes = new int[phrase.Length];
    }

    /// <summary>The phrases it stands for, as they are written: itself if it has no alternatives; none with a fault.</summary>
    public static IReadOnlyList<string> Of(string phrase, out PhraseFault? fault)
    {
        fault = null;
        if (!phrase.Contains(Bar, StringComparison.Ordinal))
        {
            return [phrase];
        }

        var variants = new PhraseVariants(phrase);
        var written = variants.Written();
        fault = variants._fault;
        return fault is null ? written : [];
    }

    private List<string> Written()
    {
        Pair();
        if (_fault is not null || !Array.Exists(_closes, close => close > 0))
        {
            return [_phrase];
        }

        var written = Expand(0, _phrase.Length, depth: 0);
        if (_fault is not null)
        {
            return [];
        }

        List<string> phrases = [.. written.Select(Tidy).Distinct(StringComparer.Ordinal)];
        if (phrases.TrueForAll(HasWords))
        {
            return phrases;
        }

        var rest = phrases.Where(HasWords).ToList();
        _fault = new PhraseFault(
            0,
            $"'{_phrase}' may be left out as a whole: then it has no words to compare.",
            rest.Count == 0 ? "Write words between the brackets, such as (tea|coffee)."
                : rest.Count == 1 ? $"Write: {rest[0]}"
                : $"Write: [{string.Join(", ", rest.Select(Quoted))}]"
        );
        return [];
    }

    private static string Quoted(string phrase) =>
        phrase.All(c => char.IsLetterOrDigit(c) || c == ' ') ? phrase : RawLine.Quoted(phrase);

    private static bool HasWords(string phrase) => phrase.AsSpan().IndexOfAnyExcept(Empty) >= 0;

    private static string Tidy(string phrase) =>
        string.Join(' ', phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Finds the brackets with alternatives, and those that lack their other half.</summary>
    private void Pair()
    {
        var open = new Stack<(int At, int LastBar)>();
        var loose = -1;
        for (var i = 0; i < _phrase.Length; i++)
        {
            switch (_phrase[i])
            {
                case '(':
                    open.Push((i, -1));
                    break;
                case Bar when open.TryPop(out var inside):
                    open.Push((inside.At, i));
                    break;
                case Bar:
                    loose = loose < 0 ? i : loose;
                    break;
                case ')' when open.TryPop(out var opened):
                    _closes[opened.At] = opened.LastBar < 0 ? 0 : i;
                    break;
                case ')' when loose >= 0 && IsWord(i - 1):
                    _fault ??= NeverOpened(i, loose);
                    break;
                default:
                    break;
            }
        }

        foreach (var (at, bar) in open)
        {
            if (bar >= 0 && IsWord(at + 1))
            {
                _fault ??= NeverClosed(at, bar);
            }
        }
    }

    private bool IsWord(int at) => at >= 0 && at < _phrase.Length && char.IsLetterOrDigit(_phrase[at]);

    private PhraseFault NeverClosed(int at, int bar)
    {
        var end = bar + 1;
        while (end < _phrase.Length && (IsWord(end) || (end == bar + 1 && _phrase[end] == ' ')))
        {
            end++;
        }

        return new PhraseFault(
            at,
            $"'{_phrase}' opens alternatives with '(' that are never closed.",
            $"Write: {_phrase[..end]}){_phrase[end..]}"
        );
    }

    private PhraseFault NeverOpened(int at, int bar)
    {
        var start = bar;
        while (start > 0 && (IsWord(start - 1) || (start == bar && _phrase[start - 1] == ' ')))
        {
            start--;
        }

        return new PhraseFault(
            at,
            $"'{_phrase}' closes alternatives with ')' that are never opened.",
            $"Write: {_phrase[..start]}({_phrase[start..]}"
        );
    }

    /// <summary>The texts of a part of the phrase; too many, or too deep a part, is a fault.</summary>
    private List<string> Expand(int start, int end, int depth)
    {
        List<string> texts = [""];
        var from = start;
        for (var i = start; i < end && _fault is null; i++)
        {
            if (_closes[i] == 0)
            {
                continue;
            }

            if (depth == Deepest)
            {
                _fault = new PhraseFault(
                    i,
                    $"brackets stand more than {Deepest} deep in brackets here.",
                    "Write the alternatives side by side: (tea|coffee|milk)."
                );
                return [];
            }

            var before = _phrase[from..i];
            var choices = Choices(i, depth + 1);
            if (texts.Count * choices.Count > Most)
            {
                _fault = new PhraseFault(
                    i,
                    $"'{_phrase}' stands for more than {Most} phrases.",
                    "Write several phrases with fewer alternatives each."
                );
                return [];
            }

            texts = [.. texts.SelectMany(text => choices.Select(choice => text + before + choice))];
            i = _closes[i];
            from = i + 1;
        }

        var rest = _phrase[from..end];
        return rest.Length == 0 ? texts : [.. texts.Select(text => text + rest)];
    }

    private List<string> Choices(int open, int depth)
    {
        var choices = new List<string>();
        var from = open + 1;
        for (var i = from; i <= _closes[open] && _fault is null; i++)
        {
            if (_closes[i] > 0)
            {
                i = _closes[i];
            }
            else if (i == _closes[open] || _phrase[i] == Bar)
            {
                choices.AddRange(Expand(from, i, depth));
                from = i + 1;
            }
        }

        return choices;
    }
}

/// <summary>What is wrong with the brackets of a phrase.</summary>
/// <param name="At">Its place in the phrase.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to write instead.</param>
internal sealed record PhraseFault(int At, string Message, string Fix);
