namespace WebhookReceiver.Tests.Rules;

/// <summary>The first rule of the README, beside the sample rules.</summary>
public sealed class FirstRuleTests
{
    private const string Fence = "```yaml\n";

    [Fact]
    public async Task The_first_rule_of_the_README_goes_live_beside_the_sample_rules()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "rules"), "*.yaml"))
        {
            folder.Write(Path.GetFileName(file), await ReadAsync(file));
        }

        var readme = await ReadAsync(Path.Combine(RepositoryRoot.Path, "README.md"));
        var section = readme[readme.IndexOf("## Your first rule", StringComparison.Ordinal)..];
        var yaml = section[(section.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length)..];
        folder.Write("4-mine.yaml", yaml[..yaml.IndexOf("```", StringComparison.Ordinal)]);

        var (code, output, errors) = await ServerProcess.RunAsync(["check", folder.Path]);

        Assert.Equal(("", 0), (errors, code));
        Assert.EndsWith(": all good", output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
    }

    private static Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
