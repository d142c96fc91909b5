namespace WebhookReceiver.Rules.Parsing;

/// <summary>Collects all problems of a folder during parsing.</summary>
internal sealed class ProblemList
{
    private readonly List<RuleProblem> _problems = [];
    private readonly HashSet<(RulePlace Place, string Message)> _told = [];
    private readonly HashSet<(string Path, int Line)> _brokenLines = [];
    private readonly HashSet<string> _brokenFiles = new(StringComparer.Ordinal);

    /// <summary>The rule in parsing.</summary>
    public string? RuleId { get; set; }

    /// <summary>
    /// True if the current rule needs something with an error of its own: it would answer wrongly without that, so it
    /// is left out, and the one error is enough.
    /// </summary>
    public bool LacksSomething { get; set; }

    /// <summary>True if a file cannot be used.</summary>
    public bool HasErrors => _brokenFiles.Count > 0;

    public void Error(RulePlace place, string message, string? fix = null) =>
        Add(ProblemSeverity.Error, place, message, fix);

    public void Warning(RulePlace place, string message, string? fix = null) =>
        Add(ProblemSeverity.Warning, place, message, fix);

    /// <summary>Something that is good to know.</summary>
    public void Note(RulePlace place, string message, string? fix = null) =>
        Add(ProblemSeverity.Note, place, message, fix);

    /// <summary>A syntax error: other problems on that line only follow from it.</summary>
    public void BrokenLine(RulePlace place, string message, string? fix)
    {
        Error(place, message, fix);
        _brokenLines.Add((place.Path, place.Line));
    }

    /// <summary>Takes over the problems of one reading of a file, but for those of some lines.</summary>
    public void Add(ProblemList others, IReadOnlySet<int>? except)
    {
        foreach (var problem in others._problems)
        {
            if (except?.Contains(problem.Line) is not true)
            {
                Add(
                    problem.Severity,
                    new RulePlace(problem.Path, problem.Line, problem.Column),
                    problem.Message,
                    problem.Fix
                );
            }
        }

        _brokenLines.UnionWith(others._brokenLines);
    }

    /// <summary>Silences a line: what is wrong there is told already.</summary>
    public void Silence(string path, IEnumerable<int> lines) =>
        _brokenLines.UnionWith(lines.Select(line => (path, line)));

    public bool IsBroken(string path) => _brokenFiles.Contains(path);

    /// <summary>All problems, in the order of the files.</summary>
    public IReadOnlyList<RuleProblem> InOrder() =>
        [
            .. _problems
                .OrderBy(problem => problem.Path, StringComparer.Ordinal)
                .ThenBy(problem => problem.Line)
                .ThenBy(problem => problem.Column)
                .ThenBy(problem => problem.Message, StringComparer.Ordinal),
        ];

    private void Add(ProblemSeverity severity, RulePlace place, string message, string? fix)
    {
        if (_brokenLines.Contains((place.Path, place.Line)) || !_told.Add((place, message)))
        {
            return;
        }

        if (severity == ProblemSeverity.Error)
        {
            _brokenFiles.Add(place.Path);
        }

        _problems.Add(new RuleProblem(severity, place.Path, place.Line, place.Column, RuleId, message, fix));
    }
}
