using System.Numerics;
using System.Text;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// What an answer says about other open questions: the hour of "friday at 5pm", the number of "friday at 5pm for two". What is
/// not sure is left to its question. Pure.
/// </summary>
internal sealed class AlsoSaid
{
    private const int MostWords = 64;

    private readonly Form _form;
    private readonly Question? _asked;
    private readonly AnswerReading _answer;
    private readonly MatchContext _context;
    private readonly Heard _day;
    private readonly Heard _time;

    private AlsoSaid(Form form, OpenForm open, Question? asked, AnswerReading answer, MatchContext context)
    {
        (_form, _asked, _answer, _context) = (form, asked, answer, context);
        _day = Hear(AnswerType.Day, open);
        var isDayNew = IsOpen(_day.Question, open) && _day.Reading.Kind == AnswerKind.Taken;
        var known = isDayNew ? open.With(_day.Reading.Values) : open;
        _time = Beside(_day, Hear(AnswerType.Time, known), known);
    }

    private FoldedText Text => _context.Text;

    /// <summary>The words that request something.</summary>
    private ulong Request { get; init; }

    /// <summary>The words of all days and times, and of the answer.</summary>
    private ulong Said => _answer.Words | _day.Reading.Words | _time.Reading.Words;

    /// <summary>The form with everything else that the message says for sure.</summary>
    /// <param name="form">The questions.</param>
    /// <param name="open">The answers so far, with that to the question.</param>
    /// <param name="asked">The question that the message answers.</param>
    /// <param name="answer">What it answers.</param>
    /// <param name="context">The message.</param>
    /// <param name="request">The words that request something: what they say counts, whatever stands beside it.</param>
    public static OpenForm In(
        Form form,
        OpenForm open,
        Question asked,
        AnswerReading answer,
        MatchContext context,
        ulong request = 0
    )
    {
        // A choice by its number, or any text: nobody knows which words are left.
        var isWhole = answer is { Kind: AnswerKind.Taken, Words: 0 } || asked.Expect.Type == AnswerType.Text;
        return isWhole || form.Questions.Length == 1 || context.Text.Tokens.Length > MostWords
            ? open
            : new AlsoSaid(form, open, asked, answer, context) { Request = request }.Keep(open, onlyAll: false);
    }

    /// <summary>The form with all that a message says which answers no question; the same form if it says anything else.</summary>
    /// <param name="form">The questions.</param>
    /// <param name="open">What is known.</param>
    /// <param name="words">The words that are accounted for.</param>
    /// <param name="context">The message.</param>
    public static OpenForm All(Form form, OpenForm open, ulong words, MatchContext context)
    {
        var said = new AlsoSaid(form, open, asked: null, AnswerReading.Taken([], words), context);
        return said.Keep(open, onlyAll: true);
    }

    /// <summary>The form with the days, times and numbers that a request says; what else it says does not matter.</summary>
    public static OpenForm Within(Form form, OpenForm open, ulong words, ulong request, MatchContext context)
    {
        var said = new AlsoSaid(form, open, asked: null, AnswerReading.Taken([], words), context) { Request = request };
        return request == 0 ? open : said.Keep(open, onlyAll: false);
    }

    /// <summary>A number beside a day and a time, where a number is asked for: "2 on friday at 5".</summary>
    public static AnswerReading Number(Form form, OpenForm open, Question asked, MatchContext context)
    {
        if (asked.Expect.Type != AnswerType.Number || context.Text.Tokens.Length > MostWords)
        {
            return AnswerReading.NotUnderstood;
        }

        var said = new AlsoSaid(form, open, asked, AnswerReading.NotUnderstood, context);
        return said.Said == 0 ? AnswerReading.NotUnderstood : said.ReadRest(asked, open, out _);
    }

    private OpenForm Keep(OpenForm open, bool onlyAll)
    {
        var before = open;
        var isCounted = false;
        if (Only(AnswerType.Number) is { } number && IsOpen(number, open))
        {
            var reading = ReadRest(number, open, out var rest);
            isCounted = reading.Kind == AnswerKind.Taken && IsOf(number, reading.Values[0].Value, open, rest);
            open = isCounted ? open.Dropping(number.Name).With(reading.Values) : open;
        }

        var isAll = isCounted || _form.Words.IsAllSaid(Text, Said);
        if (onlyAll && !isAll)
        {
            return before;
        }

        open = Keep(open, _day, _time, isAll);
        return Keep(open, _time, _day, isAll);
    }

    private OpenForm Keep(OpenForm open, Heard named, Heard other, bool isAll)
    {
        if (named.Question is not { } question || !IsOpen(question, open) || !IsOwn(named, open, other))
        {
            return open;
        }

        var reading = named.Reading;
        if (named == _time && IsOfFour(reading.Words))
        {
            return open;
        }

        if (reading.Kind == AnswerKind.NotUnderstood)
        {
            // "Friday, but not at 5" takes back what was said before.
            return open.Without(question.Name);
        }

        if (!isAll && !IsRequested(reading.Words) && !IsBeside(reading.Words, Said & ~reading.Words))
        {
            return open;
        }

        open = open.Without(question.Name);
        var isEarly = question.Expect.On is { } on && !open.Has(on);
        return reading.Kind != AnswerKind.Taken ? open.WithPending(question.Name, _context.Message.Text)
            : isEarly ? open.WithPending(question.Name, reading.Values[0].Value)
            : open.With(reading.Values);
    }

    /// <summary>Where no hour is asked for, "à 4" may be the four of us.</summary>
    private bool IsOfFour(ulong words)
    {
        var first = BitOperations.TrailingZeroCount(words);
        return BitOperations.PopCount(words) == 2
            && Text.WordAt(first) is "a"
            && DigitsSlot.AreDigits(Text.WordAt(first + 1));
    }

    /// <summary>Whether words name this value, and not that of another question: "10.11" is either a day or a time.</summary>
    private bool IsOwn(Heard named, OpenForm open, Heard other)
    {
        var ours = named.Reading.Words;
        var theirs = _answer.Words;
        if (other.Question is { } question && question != _asked)
        {
            theirs |= IsOpen(question, open) ? Digits(other.Reading.Words) : other.Reading.Words;
        }

        // "tonight at 6" has a day in it.
        var isPart = named == _day && (ours & ~theirs) == 0 && ours != theirs;
        return ours != 0 && Digits(ours & theirs) == 0 && (isPart || (ours & ~theirs) != 0);
    }

    /// <summary>The words with digits among these.</summary>
    private ulong Digits(ulong words)
    {
        var digits = 0UL;
        for (; words != 0; words &= words - 1)
        {
            var at = BitOperations.TrailingZeroCount(words);
            digits |= Text.WordAt(at).ContainsAnyInRange('0', '9') ? 1UL << at : 0;
        }

        return digits;
    }

    private bool IsRequested(ulong words) => Request != 0 && (words & ~Request) == 0;

    /// <summary>Whether nothing but "at" and the like stands between these words and others.</summary>
    private bool IsBeside(ulong words, ulong others)
    {
        var (first, last) = (BitOperations.TrailingZeroCount(words), 63 - BitOperations.LeadingZeroCount(words));
        var before = others & AnswerReading.Bits(0, first);
        var after = others & ~AnswerReading.Bits(0, last + 1);
        return (others & AnswerReading.Bits(first, last + 1)) != 0
            || (before != 0 && IsNothing(64 - BitOperations.LeadingZeroCount(before), first))
            || (after != 0 && IsNothing(last + 1, BitOperations.TrailingZeroCount(after)));
    }

    private bool IsNothing(int first, int end) => _form.Words.IsAllSaid(Text, ~AnswerReading.Bits(first, end));

    /// <summary>What the other words say to a question for a number.</summary>
    private AnswerReading ReadRest(Question question, OpenForm open, out string rest)
    {
        rest = Without(Said, []);
        if (rest.Length == 0)
        {
            return AnswerReading.NotUnderstood;
        }

        using var other = _context.RentFor(rest);
        rest = _form.Words.WithoutCorrection(other.Text) ?? rest;
        return question.Expect.ReadKnown(question.Name, rest, open.Answers, _context);
    }

    /// <summary>"Friday 16 at 16:30" is no span of hours: the time is read without the words of the day.</summary>
    private Heard Beside(Heard day, Heard time, OpenForm open)
    {
        if (
            time.Question is not { } question
            || question == _asked
            || Digits(day.Reading.Words & time.Reading.Words) == 0
        )
        {
            return time;
        }

        var places = new List<int>();
        var rest = Without(day.Reading.Words, places);
        var reading = question.Expect.ReadKnown(question.Name, rest, open.Answers, _context);
        var words = 0UL;
        for (var at = 0; at < places.Count; at++)
        {
            words |= (reading.Words & (1UL << at)) != 0 ? 1UL << places[at] : 0;
        }

        return words == 0 ? time : new Heard(question, reading with { Words = words });
    }

    /// <summary>The message without these words, and the places of the others.</summary>
    private string Without(ulong words, List<int> places)
    {
        var rest = new StringBuilder();
        for (var at = 0; at < Text.Tokens.Length; at++)
        {
            if ((words & (1UL << at)) == 0)
            {
                var end = at + 1 < Text.Tokens.Length ? Text.Tokens[at + 1].SourceStart : Text.Original.Length;
                rest.Append(Text.Original, Text.Tokens[at].SourceStart, end - Text.Tokens[at].SourceStart);
                places.Add(at);
            }
        }

        return rest.ToString();
    }

    /// <summary>Whether a number counts what the question asks for: "for two" are people, "3 nights" are nights.</summary>
    private bool IsOf(Question question, string value, OpenForm open, string rest)
    {
        var text = question.Text.Render(_context.Message, open.Answers) ?? "";
        return _form.Words.IsCountOf(rest, value, question.Name, text);
    }

    private Heard Hear(AnswerType type, OpenForm open)
    {
        if (Only(type) is not { } question)
        {
            return new Heard(Question: null, AnswerReading.NotUnderstood);
        }

        var reading =
            question == _asked
                ? _answer
                : question.Expect.Read(question.Name, open.Dropping(question.Name).Answers, _context);
        return new Heard(question, reading);
    }

    /// <summary>The only question of this type; null if there are several: nobody knows which is meant.</summary>
    private Question? Only(AnswerType type)
    {
        Question? only = null;
        foreach (var question in _form.Questions)
        {
            if (question.Expect.Type == type)
            {
                if (only is not null)
                {
                    return null;
                }

                only = question;
            }
        }

        return only;
    }

    private bool IsOpen(Question? question, OpenForm open) =>
        question is not null && question != _asked && !open.Has(question.Name);
}

/// <summary>A question, and what a message says about it.</summary>
internal sealed record Heard(Question? Question, AnswerReading Reading);
