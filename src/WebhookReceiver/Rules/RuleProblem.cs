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
    public bool IsError => Severity == ProblemSeverity.Error;

    public override string ToString()
    {
        var rule = RuleId is null ? "" : $" rule '{RuleId}':";
        var fix = Fix is null ? "" : $" {Fix}";
        var place = Line > 0 ? $"{Path}:{Line}:{Column}" : Path;
        return $"{place}:{rule} {Message}{fix}";
    }
}
