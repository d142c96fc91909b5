using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// What the message that begins a form says about its questions, besides what its phrase keeps: "book a haircut for friday at
/// 5pm". Pure.
/// </summary>
internal static class SaidAtOnce
{
    private const int MostWords = 64;

    /// <summary>The form with everything that the message says for sure.</summary>
    /// <param name="form">The questions.</param>
    /// <param name="open">What the phrase keeps, and what is known.</param>
    /// <param name="captures">What the phrase keeps.</param>
    /// <param name="context">The message.</param>
    public static OpenForm In(
        Form form,
        OpenForm open,
        IReadOnlyList<KeyValuePair<string, string>> captures,
        MatchContext context
    )
    {
        if (context.Matched is not { } matched || context.Text.Tokens.Length > MostWords)
        {
            return open;
        }

        var phrase = PhraseWords(form, context);
        var request = Requested.In(form.Words, context.Text, phrase);
        request |= request == 0 ? 0 : Requested.Behind(form.Words, context.Text, request, Values(form, open, context));
        var next = Beside(form, open, captures, phrase, request, context);
        if (next is null && matched.CaptureNames.IsEmpty)
        {
            var whole = Whole(form, open, phrase, context);
            if (whole != open)
            {
                return whole;
            }
        }

        next ??= AlsoSaid.Within(WithoutRefused(form, open, matched), open, phrase, request, context);
        return Named(form, next, phrase, request, context);
    }

    /// <summary>The words of days, times, choices and rows, whatever they are about.</summary>
    private static ulong Values(Form form, OpenForm open, MatchContext context)
    {
        var words = 0UL;
        foreach (var question in form.Questions)
        {
            words |= question.Expect.Type
                is AnswerType.Day
                    or AnswerType.Time
                    or AnswerType.Choice
                    or AnswerType.Written
                ? question.Expect.Read(question.Name, open.Dropping(question.Name).Answers, context).Words
                : 0;
        }

        return words;
    }

    /// <summary>What stands beside a day, a time or a number that the phrase keeps; null if it keeps none.</summary>
    private static OpenForm? Beside(
        Form form,
        OpenForm open,
        IReadOnlyList<KeyValuePair<string, string>> captures,
        ulong phrase,
        ulong request,
        MatchContext context
    )
    {
        foreach (var question in captures.Count == 0 ? [] : form.Questions)
        {
            if (
                question.Expect.Type is AnswerType.Day or AnswerType.Time or AnswerType.Number
                && captures.Any(one => one.Key == question.Name)
                && question.Expect.Read(question.Name, open.Dropping(question.Name).Answers, context)
                    is { Words: not 0 } reading
            )
            {
                var words = reading.Words | phrase;
                return AlsoSaid.In(form, open, question, reading with { Words = words }, context, request);
            }
        }

        return null;
    }

    /// <summary>The form without questions of a kind that a slot has refused: of "book on saturdays" no day is read.</summary>
    private static Form WithoutRefused(Form form, OpenForm open, Phrase matched)
    {
        var refused = form
            .Questions.Where(one =>
                matched.CaptureNames.Contains(one.Name, StringComparer.Ordinal) && !open.Has(one.Name)
            )
            .Select(one => one.Expect.Type)
            .ToList();
        return refused.Count == 0
            ? form
            : form with
            {
                Questions = form.Questions.RemoveAll(one => refused.Contains(one.Expect.Type)),
            };
    }

    /// <summary>
    /// The choices and rows that the request names, whatever stands beside them: "an appointment for my dog". Where two questions
    /// could mean the same words, the longer name counts, and none of two alike.
    /// </summary>
    private static OpenForm Named(Form form, OpenForm open, ulong phrase, ulong request, MatchContext context)
    {
        if (request == 0)
        {
            return open;
        }

        var found = new List<AnswerReading>();
        foreach (var question in form.Questions)
        {
            if (IsNamed(form, question, open))
            {
                var reading = question.Expect.Read(question.Name, open.Answers, context);
                var isOwn =
                    (reading.Words & ~request) == 0
                    && (reading.Words & phrase) == 0
                    && !question.Expect.IsGeneral(context.Text, reading.Words);
                if (reading.Words != 0 && isOwn && !form.Words.IsAllSaid(context.Text, ~reading.Words))
                {
                    found.Add(reading);
                }
            }
        }

        foreach (var one in found)
        {
            var isLongest = found.TrueForAll(other =>
                other == one
                || (other.Words & one.Words) == 0
                || (one.Words & other.Words) == other.Words && one.Words != other.Words
            );
            open = one.Kind == AnswerKind.Taken && isLongest ? open.With(one.Values) : open;
        }

        return open;
    }

    private static bool IsNamed(Form form, Question question, OpenForm open) =>
        question.Expect.Type is AnswerType.Choice or AnswerType.Written
        && !open.Has(question.Name)
        && open.Pending(question.Name) is null
        && form.Questions.Count(one => IsAlike(one, question)) == 1;

    /// <summary>
    /// A phrase that keeps nothing: the message counts only if everything else in it is a value or courtesy. "I was there on friday,
    /// can I book again?" says no day.
    /// </summary>
    private static OpenForm Whole(Form form, OpenForm open, ulong phrase, MatchContext context)
    {
        var (next, said) = (open, phrase);
        foreach (var question in form.Questions)
        {
            var reading = IsNamed(form, question, open)
                ? question.Expect.Read(question.Name, next.Answers, context)
                : AnswerReading.NotUnderstood;
            // "Yes, I want to book" chooses nothing.
            if (
                reading is { Kind: AnswerKind.Taken, Words: not 0 }
                && (reading.Words & said) == 0
                && !question.Expect.IsGeneral(context.Text, reading.Words)
                && !form.Words.IsAllSaid(context.Text, ~reading.Words)
            )
            {
                (next, said) = (next.With(reading.Values), said | reading.Words);
            }
        }

        var all = AlsoSaid.All(form, next, said, context);
        return all == next && !form.Words.IsAllSaid(context.Text, said) ? open : all;
    }

    private static bool IsAlike(Question one, Question other) =>
        one.Expect.Type == other.Expect.Type && one.Expect.Describe() == other.Expect.Describe();

    /// <summary>The words of the phrase that has matched, and the article before each.</summary>
    private static ulong PhraseWords(Form form, MatchContext context)
    {
        var (words, from) = (0UL, 0);
        foreach (var word in context.Matched?.Words ?? [])
        {
            var at = context.Words[from..].IndexOf(word);
            if (at >= 0 && from + at < MostWords)
            {
                from += at + 1;
                words |= 1UL << (from - 1);
                words |= form.Words.IsArticle(context.Text, from - 2) ? 1UL << (from - 2) : 0;
            }
        }

        return words;
    }
}
