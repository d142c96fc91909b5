namespace WebhookReceiver.Rules.Matching;

/// <summary>One condition of a rule: pure, immutable, one small sealed type each.</summary>
internal abstract class Condition
{
    /// <summary>Names that this condition may capture; they become variables of the reply.</summary>
    public virtual IEnumerable<string> CaptureNames => [];

    /// <summary>Its phrases, for counting how rare their words are.</summary>
    public virtual IEnumerable<Phrase> Phrases => [];

    /// <summary>The facts about every message that it needs.</summary>
    public virtual TrackedFacts TrackedFacts => TrackedFacts.None;

    /// <summary>The phrases that it looks for in our last answer.</summary>
    public virtual IEnumerable<Phrase> SaidPhrases => [];

    /// <summary>Numbers of its words, for the tolerance of typing mistakes.</summary>
    public virtual IEnumerable<int> Words => Phrases.SelectMany(phrase => phrase.Words);

    /// <summary>The terms a message must have for it to hold; null if unknown.</summary>
    public virtual IndexTerms? NeedsOf(TermFrequency frequency) => null;

    /// <summary>
    /// The condition as a person would write it, for <c>explain</c> and failing tests: <c>words: hours, open</c>.
    /// </summary>
    public abstract string Describe();

    /// <summary>What it was compared with, where nobody can see that in the message; null for nothing to tell.</summary>
    public virtual string? Compared(MatchContext context) => null;

    /// <summary>Whether it holds. If it does not, its captures are undone.</summary>
    public abstract bool Holds(MatchContext context);

    /// <summary>
    /// The alternatives of which one suffices; <c>explain</c> names the one that held, coverage the ones without a
    /// test.
    /// </summary>
    public virtual IEnumerable<Condition> Alternatives => [];

    /// <summary>Variables that are known wherever it holds: <c>calendar.shop.until</c>, <c>contact.city</c>.</summary>
    public virtual IEnumerable<string> Guarantees => [];

    /// <summary>True if the result depends on the text alone, not on contact or time.</summary>
    public virtual bool LooksAtTextAlone => false;
}

/// <summary>The facts about every message that some condition of the rule set needs.</summary>
[Flags]
internal enum TrackedFacts
{
    None = 0,

    /// <summary>Whether the contact has written before.</summary>
    Heard = 1,

    /// <summary>The time of the contact's last message.</summary>
    LastHeard = 2,

    /// <summary>The number of messages in a row without an answer before the fallback.</summary>
    Missed = 4,

    /// <summary>Which phrases of the rules stood in our last answer.</summary>
    Said = 8,
}
