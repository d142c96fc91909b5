using System.Reflection;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>docs/faults.md names a test for each fault; each of them must exist.</summary>
public sealed partial class FaultTableTests
{
    [Fact]
    public void Every_test_that_the_table_of_faults_names_exists()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", "faults.md")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var tests = typeof(FaultTableTests)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly
                    )
                    .Select(method => $"{type.Name}.{method.Name}")
            )
            .ToHashSet(StringComparer.Ordinal);
        var named = Named()
            .Matches(File.ReadAllText(Path.Combine(folder, "docs", "faults.md")))
            .Select(match => match.Groups["test"].Value)
            .ToArray();
        Assert.True(named.Length > 30);
        Assert.DoesNotContain(named, name => !tests.Contains(name));
    }

    [GeneratedRegex(@"`(?<test>\w+Tests\.\w+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();
}
