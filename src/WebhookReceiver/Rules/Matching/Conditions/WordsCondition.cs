using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>words</c>: one of the phrases stands in the text; those that capture something are tried first.</summary>
internal sealed class WordsCondition(ImmutableArray<Phrase> phrases) : Condition
{
    private readonly ImmutableArray<Phrase> _tried = Phrase.InOrder(phrases);

    public override IEnumerable<Phrase> Phrases => phrases;

    public override IEnumerable<string> CaptureNames => Phrase.NamesIn(phrases);

    public override Needs? NeedsOf(WordUse use) => use.NeedsOfAny(phrases);

    public override IEnumerable<Condition> Alternatives => _tried.Select(phrase => new WordsCondition([phrase]));

    public override bool LooksAtTextAlone => true;

    public override string Describe() => "words: " + string.Join(", ", phrases.Select(phrase => phrase.Source));

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
