using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Simulator;

public sealed partial class SimulatorArchitectureTests
{
    /// <summary>The allowed uses of a chapter besides itself. Commands may use everything.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Platform"] = [],
        ["Chatting"] = ["Platform"],
        ["Calling"] = ["Platform", "Chatting"],
        ["Pushing"] = ["Platform", "Chatting", "Calling"],
        ["Desk"] = ["Platform", "Chatting", "Calling", "Pushing"],
        ["Page"] = [],
        ["Scripts"] = ["Platform", "Chatting", "Calling"],
        ["Load"] = ["Platform", "Calling"],
        ["Commands"] = ["Platform", "Calling", "Scripts", "Load"],
    };

    private static readonly string Root = FindRoot();
    private static readonly string App = Path.Combine(Root, "src", "PickyAssist.Simulator");

    [Fact]
    public void Arrows_between_chapters_go_forward_only()
    {
        var backward =
            from file in Sources(App)
            let chapter = ChapterOf(file)
            where chapter.Length > 0
            from Match mention in Mentions().Matches(File.ReadAllText(file))
            let used = mention.Groups["chapter"].Value
            where used != chapter && !Arrows[chapter].Contains(used, StringComparer.Ordinal)
            select $"{Path.GetRelativePath(Root, file)} uses {used}";

        Assert.Empty(backward.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Namespaces_are_folders() =>
        Assert.DoesNotContain(
            Sources(App),
            file =>
                !File.ReadAllText(file)
                    .Contains(
                        $"namespace PickyAssist.Simulator.{ChapterOf(file)}".TrimEnd('.') + ";",
                        StringComparison.Ordinal
                    )
        );

    [Fact]
    public void The_two_apps_know_nothing_of_each_other()
    {
        Assert.DoesNotContain(
            Sources(App).Append(Path.Combine(App, "PickyAssist.Simulator.csproj")),
            file =>
                File.ReadAllText(file)
                    .Replace("WebhookReceiver.Tests", "", StringComparison.Ordinal)
                    .Contains("WebhookReceiver", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            Sources(Path.Combine(Root, "src", "WebhookReceiver")),
            file => File.ReadAllText(file).Contains("PickyAssist.Simulator", StringComparison.Ordinal)
        );
    }

    private static string ChapterOf(string file) =>
        Path.GetRelativePath(App, file).Split(Path.DirectorySeparatorChar) is [var chapter, _] ? chapter : "";

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "WebhookReceiver.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("WebhookReceiver.sln");
        return folder;
    }

    [GeneratedRegex(
        @"\bPickyAssist\.Simulator\.(?<chapter>Platform|Chatting|Calling|Pushing|Desk|Page|Scripts|Load|Commands)\b",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Mentions();
}
