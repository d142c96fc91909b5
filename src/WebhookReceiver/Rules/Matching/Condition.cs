namespace WebhookReceiver.Rules.Matching;

/// <summary>One condition of a rule: pure, immutable, one small sealed type each.</summary>
internal abstract class Condition
{
    /// <summary>Names that this condition may capture; they become variables of the reply.</summary>
    public virtual IEnumerable<string> CaptureNames => [];

    /// <summary>The phrases in it, for counting how rare their words are.</summary>
    public virtual IEnumerable<Phrase> Phrases => [];

    /// <summary>What must be kept of every message for it.</summary>
    public virtual TrackedFacts TrackedFacts => TrackedFacts.None;

    /// <summary>Numbers of the words it looks for, in which typing mistakes can be forgiven.</summary>
    public virtual IEnumerable<int> Words => Phrases.SelectMany(phrase => phrase.Words);

    /// <summary>What a message must have for it to hold; null if nothing can be told.</summary>
    public virtual IndexTerms? NeedsOf(TermFrequency frequency) => null;

    /// <summary>The condition as a person would write it, for <c>explain</c> and failing tests: <c>words: hours, open</c>.</summary>
    public abstract string Describe();

    /// <summary>Whether it holds. Captures made by a condition that does not hold are taken back.</summary>
    public abstract bool Holds(MatchContext context);

    /// <summary>The conditions of which one is enough; <c>explain</c> tells which one was, coverage which ones no test reaches.</summary>
    public virtual IEnumerable<Condition> Alternatives => [];

    /// <summary>True if it comes out the same for the same text, whoever sends it, and whenever.</summary>
    public virtual bool LooksAtTextAlone => false;
}

/// <summary>What must be kept of every message because some condition of the book asks for it.</summary>
[Flags]
internal enum TrackedFacts
{
    None = 0,

    /// <summary>That the contact was heard.</summary>
    Heard = 1,

    /// <summary>When the contact was last heard.</summary>
    LastHeard = 2,

    /// <summary>How many messages in a row no rule before the fallback answered.</summary>
    Missed = 4,
}
