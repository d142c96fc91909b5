using System.Text;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Rule files for builds: written in a test, or from the folders beside it.</summary>
internal static class RuleSamples
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero));

    public static RuleSetBuild Build(params RuleFile[] files) =>
        RuleSetBuilder.Build(files, [], "test", DecisionLimits.Default, Clock);

    public static RuleSetBuild Build(string text) => Build(File("shop.yaml", text));

    public static RuleFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    public static string Told(RuleSetBuild build) => string.Concat(build.Problems.Select(problem => Line(problem)));

    /// <summary>A case of a folder: one file, or all files of a sub-folder.</summary>
    public static RuleFile[] Read(string folder, string name)
    {
        var path = Path.Combine(FolderOf(folder), name);
        return Directory.Exists(path)
            ?
            [
                .. Directory
                    .GetFiles(path)
                    .Select(file => new RuleFile(Path.GetFileName(file), System.IO.File.ReadAllBytes(file))),
            ]
            : [new RuleFile(name, System.IO.File.ReadAllBytes(path))];
    }

    public static IEnumerable<string> Names(string folder) =>
        Directory
            .GetFileSystemEntries(FolderOf(folder))
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(".errors.txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string FolderOf(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(root.FullName, "WebhookReceiver.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("The tests must run inside the repository.");
        }

        return Path.Combine(root.FullName, "tests", "WebhookReceiver.Tests", "Rules", "Files", folder);
    }

    private static string Line(RuleProblem problem) =>
        problem.Severity == ProblemSeverity.Error ? $"{problem}\n" : $"({problem.Severity}) {problem}\n";
}
