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
        if (context.Matched is null || context.Text.Tokens.Length > MostWords)
        {
            return open;
        }

        var phrase = PhraseWords(context);
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

        return open;
    }

    /// <summary>The words of the phrase that has matched.</summary>
    private static ulong PhraseWords(MatchContext context)
    {
        var (words, from) = (0UL, 0);
        foreach (var word in context.Matched?.Words ?? [])
        {
            var at = context.Words[from..].IndexOf(word);
            if (at >= 0 && from + at < MostWords)
            {
                from += at + 1;
                words |= 1UL << (from - 1);
            }
        }

        return words;
    }
}
