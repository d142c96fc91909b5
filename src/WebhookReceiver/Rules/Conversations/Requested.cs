using System.Numerics;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// The words of a message that belong to the request which begins a form: "I was there last week. Can I book my dog in on friday?"
/// requests what stands behind "can I". What is told of the past, and what is asked, belongs to none. Pure.
/// </summary>
internal static class Requested
{
    private const int MostWords = 64;

    /// <summary>A bit for each word of the request; 0 if the message does not request.</summary>
    /// <param name="words">What people say.</param>
    /// <param name="text">The message.</param>
    /// <param name="phrase">The words that have begun the form.</param>
    public static ulong In(AnswerWords words, FoldedText text, ulong phrase)
    {
        if (phrase == 0)
        {
            return 0;
        }

        var at = BitOperations.TrailingZeroCount(phrase);
        var first = at;
        while (first > 0 && !Denial.IsBreak(text, first))
        {
            first--;
        }

        var end = at + 1;
        while (end < Math.Min(text.Tokens.Length, MostWords) && !Denial.IsBreak(text, end))
        {
            end++;
        }

        var asked = Last(words, text, first, at);
        var isAsked = asked >= 0 || Last(words, text, at, end - 1) >= 0;
        first = Math.Max(first, asked);
        if (isAsked)
        {
            // "Can I book my dog in for friday, he was limping"
            end = EndOf(words, text, at, end);
        }
        else if (!Begins(words, text, first, at, phrase) || EndOf(words, text, at, end) < end)
        {
            return 0;
        }

        return EndOf(words, text, first, at) < at ? 0 : AnswerReading.Bits(first, end);
    }

    /// <summary>Parts behind a request that say nothing but values: "pick up my laundry on friday, dry cleaning please".</summary>
    /// <param name="words">What people say.</param>
    /// <param name="text">The message.</param>
    /// <param name="request">The words of the request.</param>
    /// <param name="values">The words of values.</param>
    public static ulong Behind(AnswerWords words, FoldedText text, ulong request, ulong values)
    {
        var parts = 0UL;
        var count = Math.Min(text.Tokens.Length, MostWords);
        for (var first = 64 - BitOperations.LeadingZeroCount(request); first < count; )
        {
            var end = first + 1;
            while (end < count && !Denial.IsBreak(text, end))
            {
                end++;
            }

            var part = AnswerReading.Bits(first, end);
            parts |= (values & part) != 0 && words.IsAllSaid(text, values | ~part) ? part : 0;
            first = end;
        }

        return parts;
    }

    /// <summary>The last place where somebody begins to ask for something; -1 without one.</summary>
    private static int Last(AnswerWords words, FoldedText text, int first, int last)
    {
        for (var at = last; at >= first; at--)
        {
            if (words.Take(TalkPart.Request, text, at) > 0)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Whether nothing but courtesy stands before the phrase: "hi, appointment for my dog". A question does not begin so.</summary>
    private static bool Begins(AnswerWords words, FoldedText text, int first, int at, ulong phrase) =>
        words.IsAllSaid(text, phrase | ~AnswerReading.Bits(first, at)) && words.Take(TalkPart.Ask, text, first) == 0;

    /// <summary>The word where something else begins: a condition, or what has been.</summary>
    private static int EndOf(AnswerWords words, FoldedText text, int first, int end)
    {
        for (var at = first; at < end; at++)
        {
            if (words.Take(TalkPart.If, text, at) > 0 || words.Take(TalkPart.Was, text, at) > 0)
            {
                return at;
            }
        }

        return end;
    }
}
