using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>words</c>: one of the phrases occurs in the text; those with captures are tried first.</summary>
internal sealed class WordsCondition(ImmutableArray<Phrase> phrases) : Condition
{
    private readonly ImmutableArray<Phrase> _tried = Phrase.InOrder(phrases);

    public override IEnumerable<Phrase> Phrases => phrases;

    public override IEnumerable<string> CaptureNames => Phrase.NamesIn(phrases);

    public override IndexTerms? NeedsOf(TermFrequency frequency) => frequency.NeedsOfAny(phrases);

    public override IEnumerable<Condition> Alternatives => _tried.Select(phrase => new WordsCondition([phrase]));

    public override bool LooksAtTextAlone => true;

    public override string Describe() => PhraseKeyParser.Describe("words", phrases);

    public override bool Holds(MatchContext context)
    {
        foreach (var phrase in _tried)
        {
            if (phrase.Matches(context, whole: false))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>
/// <c>all-words</c>: all of the phrases occur in the text, in any order; of the alternatives of a phrase one is enough.
/// </summary>
internal sealed class AllWordsCondition(ImmutableArray<Phrase> phrases) : Condition
{
    private readonly ImmutableArray<ImmutableArray<Phrase>> _groups = Groups(phrases);

    public override IEnumerable<Phrase> Phrases => phrases;

    public override IEnumerable<string> CaptureNames => Phrase.NamesIn(phrases);

    public override IndexTerms? NeedsOf(TermFrequency frequency) =>
        IndexTerms.AllOf(_groups.Select(frequency.NeedsOfAny), frequency);

    public override bool LooksAtTextAlone => true;

    public override string Describe() => PhraseKeyParser.Describe("all-words", phrases);

    public override bool Holds(MatchContext context)
    {
        var mark = context.CaptureMark;
        foreach (var group in _groups)
        {
            if (!OneMatches(group, context))
            {
                context.ForgetCaptures(mark);
                return false;
            }
        }
        return true;
    }

    private static bool OneMatches(ImmutableArray<Phrase> group, MatchContext context)
    {
        foreach (var phrase in group)
        {
            if (phrase.Matches(context, whole: false))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The alternatives of one written phrase stand together.</summary>
    private static ImmutableArray<ImmutableArray<Phrase>> Groups(ImmutableArray<Phrase> phrases)
    {
        var groups = new List<List<Phrase>>();
        foreach (var phrase in phrases)
        {
            var isFurther =
                groups is [.., [.., var last]]
                && last.Written != last.Source
                && ReferenceEquals(last.Written, phrase.Written);
            if (isFurther)
            {
                groups[^1].Add(phrase);
            }
            else
            {
                groups.Add([phrase]);
            }
        }

        return [.. groups.Select(group => Phrase.InOrder([.. group]))];
    }
}

/// <summary><c>is</c>: one of the phrases is the whole text; those with captures are tried first.</summary>
internal sealed class IsCondition(ImmutableArray<Phrase> phrases) : Condition
{
    private readonly ImmutableArray<Phrase> _tried = Phrase.InOrder(phrases);

    public override IEnumerable<Phrase> Phrases => phrases;

    public override IEnumerable<string> CaptureNames => Phrase.NamesIn(phrases);

    public override IndexTerms? NeedsOf(TermFrequency frequency) => frequency.NeedsOfAny(phrases);

    public override IEnumerable<Condition> Alternatives => _tried.Select(phrase => new IsCondition([phrase]));

    public override bool LooksAtTextAlone => true;

    public override string Describe() => PhraseKeyParser.Describe("is", phrases);

    public override bool Holds(MatchContext context)
    {
        foreach (var phrase in _tried)
        {
            if (phrase.Matches(context, whole: true))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary><c>words</c>, <c>all-words</c>, <c>is</c>: conditions made of phrases.</summary>
internal static class PhraseKeyParser
{
    private const int MostDescribed = 6;

    public static KeySpec<ConditionDraft> Words { get; } =
        Of("words", phrases => new WordsCondition(phrases), "One of these phrases stands in the message");

    public static KeySpec<ConditionDraft> AllWords { get; } =
        Of(
            "all-words",
            phrases => new AllWordsCondition(phrases),
            "All of these phrases stand in the message, in any order"
        );

    public static KeySpec<ConditionDraft> Is { get; } =
        Of("is", phrases => new IsCondition(phrases), "One of these phrases is the whole message");

    /// <summary>The first phrases: a list makes many, and <c>found</c> names the one that counts.</summary>
    public static string Describe(string key, ImmutableArray<Phrase> phrases)
    {
        string[] written = phrases is [var only]
            ? [only.Source]
            : [.. phrases.Select(phrase => phrase.Written).Distinct(StringComparer.Ordinal)];
        // "and 1 more" is no shorter than the one.
        var shown = written.Length > MostDescribed + 2 ? MostDescribed : written.Length;
        var first = string.Join(", ", written.Take(shown));
        return written.Length > shown ? $"{key}: {first}, and {written.Length - shown} more" : $"{key}: {first}";
    }

    private static KeySpec<ConditionDraft> Of(
        string name,
        Func<ImmutableArray<Phrase>, Condition> create,
        string meaning
    ) =>
        new(
            name,
            (draft, node, context) =>
                draft.Add(PhraseList.Parse(node, context) is { IsEmpty: false } phrases ? create(phrases) : null),
            Shape.Words,
            meaning
        );
}
