using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>all-words</c>: all of the phrases stand in the text, in any order.</summary>
internal sealed class AllWordsCondition(ImmutableArray<Phrase> phrases) : Condition
{
    public override IEnumerable<Phrase> Phrases => phrases;

    public override IEnumerable<string> CaptureNames => Phrase.NamesIn(phrases);

    public override Needs? NeedsOf(WordUse use) => Needs.AllOf(phrases.Select(use.NeedsOf), use);

    public override bool LooksAtTextAlone => true;

    public override string Describe() => "all-words: " + string.Join(", ", phrases.Select(phrase => phrase.Source));

    public override bool Holds(MatchContext context)
    {
        var mark = context.CaptureMark;
        foreach (var phrase in phrases)
        {
            if (!phrase.Matches(context, whole: false))
            {
                context.ForgetCaptures(mark);
                return false;
            }
        }
        return true;
    }
}
