using System.Collections.Immutable;
using System.Numerics;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>An answer that takes back an earlier one: a day at the question for the hour.</summary>
/// <param name="Form">The form with the new value, or without the old one if the new one is in doubt.</param>
/// <param name="Values">The new values.</param>
/// <param name="Shown">The same, for the contact to see.</param>
/// <param name="Answer">What the message says to the open question.</param>
internal sealed record Correction(
    OpenForm Form,
    ImmutableArray<KeyValuePair<string, string>> Values,
    ImmutableArray<string> Shown,
    AnswerReading Answer
)
{
    /// <summary>The new values that a text does not say anyway.</summary>
    public string ShownBeside(string text) =>
        string.Join(", ", Shown.Where(shown => !text.Contains(shown, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What a message takes back; <see langword="null"/> if nothing.</summary>
    /// <param name="form">The questions.</param>
    /// <param name="open">The answers so far.</param>
    /// <param name="asked">The open question.</param>
    /// <param name="context">The message.</param>
    /// <param name="isLate">True if no rule has answered the message; then other words may stand around the value.</param>
    public static Correction? Of(Form form, OpenForm open, Question asked, MatchContext context, bool isLate)
    {
        var earlier = Earlier(form, open, asked);
        if (earlier.IsEmpty)
        {
            return null;
        }

        var rest = form.Words.WithoutCorrection(context.Text);
        using var other = rest is null ? null : context.RentFor(rest);
        other?.Context = context.Context;
        var said = new SaidInForm(form.Words, open, asked, other ?? context, rest is not null);
        var changes = said.Changes(earlier, isLate);
        return changes.IsEmpty ? null : Apply(form, open, asked, said, changes, context);
    }

    /// <summary>The other answers that may be taken back; of two days nobody knows which is meant.</summary>
    private static ImmutableArray<Question> Earlier(Form form, OpenForm open, Question asked) =>
        [
            .. form.Questions.Where(question =>
                question != asked
                && question.Expect.Type is not (AnswerType.Text or AnswerType.Media or AnswerType.Digits)
                && open.Has(question.Name)
                && form.Questions.Count(one => IsAlike(one, question)) == 1
            ),
        ];

    private static bool IsAlike(Question one, Question other) =>
        one.Expect.Type == other.Expect.Type
        && (one.Expect.Type != AnswerType.Written || one.Expect.Describe() == other.Expect.Describe());

    private static Correction Apply(
        Form form,
        OpenForm open,
        Question asked,
        SaidInForm said,
        ImmutableArray<Change> changes,
        MatchContext context
    )
    {
        var next = open;
        foreach (var (question, reading) in changes)
        {
            next = next.Dropping(question.Name);
            next = reading.Kind switch
            {
                AnswerKind.Taken => next.With(reading.Values),
                AnswerKind.NotUnderstood => next,
                _ => next.WithPending(question.Name, said.Text),
            };
        }

        // A time is judged anew on the new day.
        foreach (var question in form.Questions)
        {
            if (
                question.Expect.On is { } on
                && changes.Any(change => change.Question.Name == on)
                && next.Answers.LastOrDefault(answer => answer.Key == question.Name).Value is { Length: > 0 } time
            )
            {
                next = next.Dropping(question.Name).WithPending(question.Name, time);
            }
        }

        var taken = changes.Where(change => change.Reading.Kind == AnswerKind.Taken).ToImmutableArray();
        return new Correction(
            said.AnswerIn(next, isDayKnown: taken.Length == changes.Length),
            [.. taken.SelectMany(change => change.Reading.Values)],
            [.. taken.Select(change => change.Question.Expect.Shown(change.Reading.Values[0].Value, context))],
            asked.Expect.Read(asked.Name, open.Answers, context)
        );
    }
}

/// <summary>An earlier question, and what is said about it now.</summary>
internal sealed record Change(Question Question, AnswerReading Reading);

/// <summary>A message in a form: what it says about the open question, and about earlier ones.</summary>
internal sealed class SaidInForm
{
    private readonly AnswerWords _words;
    private readonly OpenForm _open;
    private readonly Question _asked;
    private readonly MatchContext _said;
    private readonly bool _takesBack;
    private AnswerReading _answer;

    /// <param name="words">What people say in place of an answer.</param>
    /// <param name="open">The answers so far.</param>
    /// <param name="asked">The open question.</param>
    /// <param name="said">The message, without words that take something back.</param>
    /// <param name="takesBack">Whether there were such words.</param>
    public SaidInForm(AnswerWords words, OpenForm open, Question asked, MatchContext said, bool takesBack)
    {
        (_words, _open, _asked, _said, _takesBack) = (words, open, asked, said, takesBack);
        _answer =
            asked.Expect.Type == AnswerType.Text
                ? AnswerReading.NotUnderstood
                : asked.Expect.Read(asked.Name, open.Answers, said);
    }

    public string Text => _said.Message.Text;

    private bool IsAnswered => _answer.Kind != AnswerKind.NotUnderstood;

    /// <summary>The earlier answers that the message takes back.</summary>
    public ImmutableArray<Change> Changes(ImmutableArray<Question> earlier, bool isLate)
    {
        var named = new List<Change>();
        foreach (var question in earlier)
        {
            var known = _open.Dropping(question.Name).Answers;
            var reading = question.Expect.Read(question.Name, known, _said);
            if (reading.Words != 0 && Counts(question, reading))
            {
                named.Add(new Change(question, reading));
            }
        }

        named = named.FindAll(one => !named.Exists(other => IsPartOf(one, other)));
        var all = named.Aggregate(_answer.Words, (words, one) => words | one.Reading.Words);
        var changes = named.FindAll(one => one.Reading.Kind != AnswerKind.Taken || !IsKnown(one.Reading));
        var isAll = changes.Count > 0 && _words.IsAllSaid(_said.Text, all);
        if (!IsAnswered && !isAll && !isLate)
        {
            return [];
        }

        // A text may be anything: only words that take something back, a denial, or two values at once are no answer.
        var isSure =
            isAll
            && (
                _takesBack
                || _asked.Expect.Type != AnswerType.Text
                || changes.Count > 1
                || changes[0].Reading.Kind == AnswerKind.NotUnderstood
            );
        return [.. changes.Where(change => isSure || (_takesBack && isLate) || IsPaired(change))];
    }

    /// <summary>The form with the answer to the open question, judged anew.</summary>
    public OpenForm AnswerIn(OpenForm next, bool isDayKnown)
    {
        if (!IsAnswered)
        {
            return next;
        }

        var reading = isDayKnown ? _asked.Expect.Read(_asked.Name, next.Answers, _said) : _answer;
        next = next.Without(_asked.Name);
        return reading.Kind != AnswerKind.Taken ? next.WithPending(_asked.Name, Text)
            : isDayKnown || _asked.Expect.On is null ? next.With(reading.Values)
            : next.WithPending(_asked.Name, reading.Values[0].Value);
    }

    /// <summary>
    /// Whether these words name a value of the earlier question, and not one of the open question: "10.11" is a time if a time is
    /// asked.
    /// </summary>
    private bool Counts(Question question, AnswerReading reading)
    {
        var (ours, asked) = (reading.Words, _asked.Expect.Type);
        if (question.Expect.Type == AnswerType.Number)
        {
            var isCounted = IsCounted(ours);
            if (isCounted && (ours & _answer.Words) != 0)
            {
                // "5 people" is no hour.
                _answer = AnswerReading.NotUnderstood;
            }

            return isCounted || (_takesBack && asked is AnswerType.Text or AnswerType.Media or AnswerType.Written);
        }

        if (question.Expect.Type == AnswerType.Choice)
        {
            // "no" is a choice of many questions.
            return !_words.IsAllSaid(_said.Text, 0);
        }

        var isWritten = question.Expect.Type == AnswerType.Written || HasLetters(ours) || HasColon(ours);
        if (!isWritten && !(_takesBack && asked is not (AnswerType.Number or AnswerType.Digits)))
        {
            return false;
        }

        var theirs = IsAnswered ? _answer.Words : 0;
        if ((ours & theirs) == 0)
        {
            return true;
        }

        if ((theirs & ~ours) == 0 && ours != theirs && _takesBack)
        {
            // "at 5" is no number of people.
            _answer = AnswerReading.NotUnderstood;
            return true;
        }

        // "tonight at 6" has a day in it.
        return (ours & ~theirs) == 0 && ours != theirs && HasLetters(ours);
    }

    /// <summary>"5 people" is no hour, "at 5" is no number, and "10.11" is nothing if it may be a day and a time.</summary>
    private bool IsPartOf(Change one, Change other)
    {
        if (one == other || (one.Reading.Words & other.Reading.Words) == 0)
        {
            return false;
        }

        var (isNumber, isOther) = (
            one.Question.Expect.Type == AnswerType.Number,
            other.Question.Expect.Type == AnswerType.Number
        );
        return isNumber ? !IsCounted(one.Reading.Words)
            : isOther ? IsCounted(other.Reading.Words)
            : one.Reading.Words == other.Reading.Words;
    }

    /// <summary>Days, times and numbers of people are said together.</summary>
    private bool IsPaired(Change change) =>
        _asked.Expect.Type is AnswerType.Day or AnswerType.Time or AnswerType.Number
        && change.Question.Expect.Type is AnswerType.Day or AnswerType.Time or AnswerType.Number;

    private bool IsKnown(AnswerReading reading) =>
        reading.Values.All(value => _open.Answers.LastOrDefault(one => one.Key == value.Key).Value == value.Value);

    private bool IsCounted(ulong words)
    {
        var next = 64 - BitOperations.LeadingZeroCount(words);
        return next < _said.Text.Tokens.Length
            && _said.Text.WordAt(next) is var word
            && SpokenTable.IsCounted(word)
            && !SpokenTable.IsUnit(word);
    }

    private bool HasLetters(ulong words)
    {
        for (var at = 0; at < Math.Min(_said.Text.Tokens.Length, 64); at++)
        {
            if ((words & (1UL << at)) != 0 && _said.Text.WordAt(at).ContainsAnyExceptInRange('0', '9'))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasColon(ulong words)
    {
        var first = BitOperations.TrailingZeroCount(words);
        var end = 64 - BitOperations.LeadingZeroCount(words);
        return first < end && _said.Text.SourceOf(first, Math.Min(end, _said.Text.Tokens.Length)).Contains(':');
    }
}
