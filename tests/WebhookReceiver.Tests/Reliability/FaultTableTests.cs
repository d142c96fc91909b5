using System.Reflection;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>
/// docs/faults.md: each fault has tests that run, and each broken line of the proof was found by a test of a fault.
/// </summary>
public sealed partial class FaultTableTests
{
    private const string Proof = "## Shown by breaking the code";
    private const string Break = "<br>";

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

    [Fact]
    public void Each_broken_line_stands_in_the_code_as_it_is_now()
    {
        var rows = Rows(Page[Page.IndexOf(Proof, StringComparison.Ordinal)..]).Select(Cells).ToArray();

        Assert.All(rows, cells => Assert.Equal(cells[0].Split(Break).Length, cells[1].Split(Break).Length));
        Assert.Equal([], rows.SelectMany(cells => cells[0].Split(Break).Zip(cells[1].Split(Break))).Where(IsGone));
    }

    [Fact]
    public void The_page_says_how_many_faults_are_shown_and_names_the_others()
    {
        var at = Page.IndexOf(Proof, StringComparison.Ordinal);
        var faults = Rows(Page[..at]);
        var red = Rows(Page[at..]).SelectMany(Tests).ToHashSet(StringComparer.Ordinal);
        var others = faults.Where(row => !Tests(row).Any(red.Contains)).Select(row => $"- {Cells(row)[0]}").ToArray();

        Assert.Contains(
            $" {faults.Length - others.Length} of the {faults.Length} faults above are shown so.",
            Page.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        Assert.Equal(
            others,
            Page[Page.IndexOf("### Not shown", StringComparison.Ordinal)..]
                .Split('\n')
                .Where(line => line.StartsWith("- ", StringComparison.Ordinal))
        );
    }

    /// <summary>Whether the code has no such line; what was added to the code replaces nothing.</summary>
    private static bool IsGone((string File, string Change) broken)
    {
        var line = broken.Change.Split(" → ")[0].Trim('`').Replace("\\|", "|", StringComparison.Ordinal);
        var path = Path.Combine(RepositoryRoot.Path, "src", "WebhookReceiver", broken.File.Trim('`'));
        return line != "(nothing)"
            && !OneLine(File.ReadAllText(path)).Contains(OneLine(line), StringComparison.Ordinal);
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string[] Cells(string row) => [.. Bar().Split(row)[1..^1].Select(cell => cell.Trim())];

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

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Bar();

    [GeneratedRegex(@"`(?<test>\w+Tests\.\w+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();
}
