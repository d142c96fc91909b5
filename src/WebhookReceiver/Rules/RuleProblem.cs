namespace WebhookReceiver.Rules;

internal enum ProblemSeverity
{
    Note = 0,
    Warning = 1,
    Error = 2,
}

/// <summary>
/// Something wrong in the rules folder, told so that its owner can mend it: the place (line and column from 1), the rule,
/// what is wrong and what to write instead.
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
    /// <summary>Line of the end; 0 where only the beginning is known.</summary>
    public int EndLine { get; init; }

    /// <summary>Column behind the last character.</summary>
    public int EndColumn { get; init; }

    /// <summary>What to write from the beginning to the end instead; null where a person must decide.</summary>
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
