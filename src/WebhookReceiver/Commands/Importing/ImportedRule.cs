using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing;

/// <summary>A rule that an importer made, before it is written.</summary>
internal sealed record ImportedRule(RulePlace Place, string Name)
{
    public string Stage { get; init; } = "main";

    public int Priority { get; init; }

    /// <summary>Phrases that stand in the message.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Phrases that are the whole message.</summary>
    public IReadOnlyList<string> Whole { get; init; } = [];

    /// <summary>Letters that stand in the message.</summary>
    public IReadOnlyList<string> Letters { get; init; } = [];

    public IReadOnlyList<string> Patterns { get; init; } = [];

    public IReadOnlyList<string> From { get; init; } = [];

    public IReadOnlyList<ContactTest> Contact { get; init; } = [];

    /// <summary>Phrases of which one stood in our last answer.</summary>
    public IReadOnlyList<string> AfterWeSaid { get; init; } = [];

    /// <summary>How often each of the replies comes; empty for equally often.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>Texts of which one is said; none: silence.</summary>
    public IReadOnlyList<string> Replies { get; init; } = [];

    public string? Media { get; init; }

    public string? Delay { get; init; }

    public IReadOnlyList<Remembered> Remember { get; init; } = [];

    public IReadOnlyList<string> Forget { get; init; } = [];

    public IReadOnlyList<ImportedQuestion> Ask { get; init; } = [];

    public string? Handover { get; init; }

    /// <summary>Conversations of which the last message must be answered by this rule.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Tests { get; init; } = [];
}

/// <summary>A value to keep.</summary>
internal sealed record Remembered(string Name, string Value);

/// <summary>A question before the answer.</summary>
internal sealed record ImportedQuestion(string Name, string Text)
{
    /// <summary>Choices, or one type.</summary>
    public IReadOnlyList<string> Expect { get; init; } = [];

    public bool IsChoice { get; init; }

    public string? Otherwise { get; init; }
}

internal enum ContactOperator
{
    Is = 0,
    IsNot = 1,
    Known = 2,
    Unknown = 3,
}

/// <summary>What must be remembered of the contact.</summary>
internal sealed record ContactTest(string Name, ContactOperator Operator, IReadOnlyList<string> Values)
{
    public bool IsSame(ContactTest other) =>
        Name == other.Name && Operator == other.Operator && Values.SequenceEqual(other.Values, StringComparer.Ordinal);
}

/// <summary>A table beside the rules.</summary>
internal sealed record ImportedTable(string Name, IReadOnlyList<string> Rows);
