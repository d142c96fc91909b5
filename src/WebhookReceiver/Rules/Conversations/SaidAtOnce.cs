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
                return AlsoSaid.In(form, open, question, reading with { Words = words }, context);
            }
        }

        // What its slot has not kept, as of "book on saturdays", is no answer.
        return matched.CaptureNames.IsEmpty ? Whole(form, open, phrase, context) : open;
    }

    /// <summary>
    /// A phrase that keeps nothing: the message counts only if everything else in it is a value or courtesy. "I was there on friday,
    /// can I book again?" says no day.
    /// </summary>
    private static OpenForm Whole(Form form, OpenForm open, ulong phrase, MatchContext context)
    {
        var (next, said) = (open, phrase);
        foreach (var question in form.Questions)
        {
            var isNamed =
                question.Expect.Type is AnswerType.Choice or AnswerType.Written
                && !open.Has(question.Name)
                && form.Questions.Count(one => IsAlike(one, question)) == 1;
            var reading = isNamed
                ? question.Expect.Read(question.Name, next.Answers, context)
                : AnswerReading.NotUnderstood;
            // "Yes, I want to book" chooses nothing.
            if (
                reading is { Kind: AnswerKind.Taken, Words: not 0 }
                && (reading.Words & said) == 0
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
