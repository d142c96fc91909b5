using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Commands.Importing;

/// <summary>
/// Proves imported rules before they are written: a rule that cannot be read, and a test that fails, are taken out and
/// told. So the folder passes <c>check</c>.
/// </summary>
internal sealed class ImportProof(ImportBook book, TimeProvider time)
{
    private const int MostReasons = 5;

    private readonly List<ImportedRule> _rules = [.. book.Rules];

    /// <summary>The files; null with a problem if no rule is left.</summary>
    public async Task<List<WrittenFile>?> ProveAsync(CancellationToken cancellationToken)
    {
        while (_rules.Count > 0)
        {
            var files = RuleWriter.Write(_rules, book.Tables, Ids());
            var build = RuleSetBuilder.Build(
                [.. files.Select(file => file.AsRuleFile())],
                [],
                "import",
                DecisionLimits.Default,
                time
            );
            var problems = build.Problems.Where(problem => problem.IsError).ToList();
            if (problems.Count > 0)
            {
                Remove(problems, files);
                continue;
            }

            var failures = await RuleTestRunner.ProveAsync(build.RuleSet, build.Tests, cancellationToken);
            if (failures.IsEmpty)
            {
                return files;
            }

            RemoveTests(failures, files);
        }

        book.Problems.Error(new RulePlace("import", 1, 1), "nothing of it can be taken.", "Is --from right?");
        foreach (var note in book.Lost.Where(note => note.Place is not null).Take(MostReasons))
        {
            book.Problems.Error(note.Place!.Value, $"not taken: {note.What}.");
        }

        return null;
    }

    private static WrittenRule? At(RuleProblem problem, List<WrittenFile> files) =>
        files.Find(file => file.Path == problem.Path)?.Rules.LastOrDefault(rule => rule.Line <= problem.Line);

    private void Remove(List<RuleProblem> problems, List<WrittenFile> files)
    {
        var before = _rules.Count;
        foreach (var problem in problems)
        {
            if (At(problem, files) is { } written && _rules.Remove(written.Rule))
            {
                book.NotTaken(written.Rule.Place, $"rule '{written.Id}' cannot be written: {problem.Message}");
            }
        }

        if (before == _rules.Count)
        {
            throw new InvalidOperationException($"An imported file is wrong as a whole: {problems[0]}");
        }
    }

    private void RemoveTests(IEnumerable<RuleProblem> failures, List<WrittenFile> files)
    {
        foreach (var failed in failures.GroupBy(failure => At(failure, files)!))
        {
            var (rule, lines) = (failed.Key.Rule, failed.Select(failure => failure.Line).ToHashSet());
            foreach (var failure in failed)
            {
                book.Differs(rule.Place, Told(failure.Message));
            }

            // The lines of tests and the tests are in the same order.
            var kept = rule.Tests.Where((_, i) => !lines.Contains(failed.Key.TestLines[i])).ToList();
            _rules[_rules.IndexOf(rule)] = rule with { Tests = kept.Count == rule.Tests.Count ? [] : kept };
        }
    }

    private static string Told(string message) =>
        message.Split('\n')[0].Replace("Test failed: ", "", StringComparison.Ordinal).TrimEnd('.');

    private Dictionary<ImportedRule, string> Ids()
    {
        var ids = new Dictionary<ImportedRule, string>(ReferenceEqualityComparer.Instance);
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in _rules)
        {
            var id = RuleText.Id(rule.Name);
            var name = id;
            while (!taken.Add(name))
            {
                used[id] = used.GetValueOrDefault(id, 1) + 1;
                name = $"{id}-{used[id]}";
            }

            ids.Add(rule, name);
        }

        return ids;
    }
}
