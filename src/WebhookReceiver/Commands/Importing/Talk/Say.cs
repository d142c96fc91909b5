using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>An answer, or a part of it.</summary>
internal abstract record Say;

/// <summary>Words.</summary>
internal sealed record SayText(string Text) : Say;

/// <summary>What the pattern has kept.</summary>
internal sealed record SayStar(int Number) : Say;

/// <summary>A placeholder of our own.</summary>
internal sealed record SayValue(string Expression) : Say;

/// <summary>What is remembered.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Unset">Said if nothing is.</param>
internal sealed record SayGet(string Name, string Unset) : Say;

/// <summary>Remembers; says nothing.</summary>
internal sealed record SaySet(string Name, Say Value) : Say;

/// <summary>Forgets; says nothing.</summary>
internal sealed record SayForget(string Name) : Say;

/// <summary>Counts; says nothing.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Filter">plus, minus, times or divided_by.</param>
/// <param name="By">The number.</param>
internal sealed record SayCount(string Name, string Filter, Say By) : Say;

/// <summary>One after the other.</summary>
internal sealed record SayAll(IReadOnlyList<Say> Parts) : Say;

/// <summary>One of them, by chance.</summary>
internal sealed record SayOneOf(IReadOnlyList<Say> Parts, RulePlace Place) : Say
{
    /// <summary>How often each of them comes; empty for equally often.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];
}

/// <summary>The answer itself, in what is said around every answer.</summary>
internal sealed record SayAnswer : Say;

/// <summary>The answer to another message.</summary>
internal sealed record SayRedirect(Say Message, RulePlace Place) : Say;

/// <summary>The first that holds.</summary>
/// <param name="Branches">The branches.</param>
/// <param name="Otherwise">If none holds; null: this rule does not answer.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record SayIf(IReadOnlyList<SayBranch> Branches, Say? Otherwise, RulePlace Place) : Say;

/// <param name="Test">A test of the contact; null if it compares numbers.</param>
/// <param name="Number">A comparison of numbers in a placeholder.</param>
/// <param name="Answer">The answer.</param>
internal sealed record SayBranch(ContactTest? Test, NumberTest? Number, Say Answer);

/// <param name="Name">The variable.</param>
/// <param name="Operator">&lt;, &lt;=, &gt; or &gt;=.</param>
/// <param name="Value">The number.</param>
internal sealed record NumberTest(string Name, string Operator, string Value);

internal enum LetterCase
{
    Upper = 0,
    Lower = 1,
    Sentence = 2,
    Formal = 3,
}

/// <summary>With other capitals.</summary>
internal sealed record SayCase(LetterCase Case, Say Text, RulePlace Place) : Say;
