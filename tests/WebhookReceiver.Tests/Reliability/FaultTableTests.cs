using System.Reflection;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>
/// docs/faults.md: each fault has tests that run, and each broken line of the proof was found by a test of a fault.
/// </summary>
public sealed partial class FaultTableTests
{
    private const string Proof = "## Shown by breaking the code";

    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "faults.md"));

    [Fact]
    public void Every_fault_has_a_test_and_every_test_runs()
    {
        var tests = typeof(FaultTableTests)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly
                )
            )
            .Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .ToHashSet(StringComparer.Ordinal);
        var rows = Rows(Page[..Page.IndexOf(Proof, StringComparison.Ordinal)]);

        Assert.True(rows.Length > 80, $"{rows.Length} rows");
        Assert.All(rows, row => Assert.NotEmpty(Tests(row)));
        Assert.Equal([], rows.SelectMany(Tests).Where(name => !tests.Contains(name)));
    }

    [Fact]
    public void Every_test_that_found_a_broken_line_belongs_to_a_fault()
    {
        var at = Page.IndexOf(Proof, StringComparison.Ordinal);
        var named = Rows(Page[..at]).SelectMany(Tests).ToHashSet(StringComparer.Ordinal);
        var broken = Rows(Page[at..]);

        Assert.NotEmpty(broken);
        Assert.All(broken, row => Assert.NotEmpty(Tests(row)));
        Assert.Equal([], broken.SelectMany(Tests).Where(name => !named.Contains(name)));
    }

    /// <summary>The rows of all tables, without their heads.</summary>
    private static string[] Rows(string text) =>
        [
            .. text.Split('\n')
                .Where(line =>
                    line.StartsWith("| ", StringComparison.Ordinal)
                    && !line.StartsWith("| ---", StringComparison.Ordinal)
                    && !line.StartsWith("| fault |", StringComparison.Ordinal)
                    && !line.StartsWith("| file |", StringComparison.Ordinal)
                ),
        ];

    private static IEnumerable<string> Tests(string row) =>
        Named().Matches(row).Select(match => match.Groups["test"].Value);

    [GeneratedRegex(@"`(?<test>\w+Tests\.\w+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();
}
