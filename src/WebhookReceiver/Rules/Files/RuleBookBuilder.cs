namespace WebhookReceiver.Rules.Files;

/// <summary>One file of the rules folder as it was read: path inside the folder with '/', and its bytes.</summary>
internal sealed record RuleFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>What came of building a book: the book of all that was good, everything wrong, and the tests found.</summary>
internal sealed record BookBuild(RuleBook Book, IReadOnlyList<RuleProblem> Problems, IReadOnlyList<RuleTest> Tests)
{
    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);
}

/// <summary>Files and plug-in rules in, a complete new book out; pure.</summary>
internal static class RuleBookBuilder
{
    /// <summary>
    /// Reads every file and reports every error. The book holds only files without errors; the caller decides
    /// whether a book with errors may go live.
    /// </summary>
    public static BookBuild Build(
        IReadOnlyList<RuleFile> files,
        IReadOnlyList<IReplyRule> pluginRules,
        string version,
        DecisionLimits limits,
        TimeProvider time
    ) => throw new NotSupportedException();
}
