using WebhookReceiver.Rules;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>A rule file after somebody pasted the cure of its only problem over the line.</summary>
internal static class Pasted
{
    private const string Start = "Write: ";

    /// <summary>The only problem of the file; if it names a line, the file is good with that line.</summary>
    public static RuleProblem OnlyProblemOf(string rules)
    {
        var problem = Assert.Single(RuleSamples.Build(rules).Problems);
        if (problem.Fix is { } fix && fix.StartsWith(Start, StringComparison.Ordinal))
        {
            Assert.Equal("", RuleSamples.Told(RuleSamples.Build(Over(rules, problem, fix[Start.Length..]))));
        }

        return problem;
    }

    private static string Over(string rules, RuleProblem problem, string cure)
    {
        var lines = rules.Split('\n');
        var line = lines[problem.Line - 1];
        var hint = cure.IndexOf(" (or ", StringComparison.Ordinal);
        lines[problem.Line - 1] = line[..(line.Length - line.TrimStart().Length)] + (hint < 0 ? cure : cure[..hint]);
        return string.Join('\n', lines);
    }
}
