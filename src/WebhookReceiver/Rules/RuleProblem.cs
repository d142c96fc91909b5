namespace WebhookReceiver.Rules;

internal enum ProblemSeverity
{
    Note = 0,
    Warning = 1,
    Error = 2,
}

/// <summary>
/// A problem in the rules folder, with everything the shop owner needs for the fix: position (line and column from 1),
/// rule, problem and cure.
/// </summary>
internal sealed record RuleProblem(
    ProblemSeverity Severity,
    string Path,
    int Line,
    int Column,
    string? RuleId,
    string Message,
    string? Fix
)
{
    /// <summary>Line of the end; 0 if only the beginning is known.</summary>
    public int EndLine { get; init; }

    /// <summary>Column after the last character.</summary>
    public int EndColumn { get; init; }

    /// <summary>The replacement from beginning to end; null if a person must decide.</summary>
    public string? Replacement { get; init; }

    /// <summary>The kind of problem, for programs.</summary>
    public string Code => ProblemCode.Of(Message);

    public bool IsError => Severity == ProblemSeverity.Error;

    public override string ToString()
    {
        var rule = RuleId is null ? "" : $" rule '{RuleId}':";
        var fix = Fix is null ? "" : $" {Fix}";
        var place = Line > 0 ? $"{Path}:{Line}:{Column}" : Path;
        return $"{place}:{rule} {Message}{fix}";
    }
}
