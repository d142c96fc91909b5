using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests;

public sealed partial class ArchitectureTests
{
    /// <summary>What a chapter may use, besides itself and the contract. Management and Commands read everything.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Receiving"] = ["Decoding", "Rules", "Replying", "Journal"],
        ["Decoding"] = [],
        ["Rules"] = ["Replying", "Journal"],
        ["Replying"] = [],
        ["Journal"] = ["Decoding"],
        ["Sending"] = ["Decoding", "Journal", "Replying"],
        ["Management"] = ["Receiving", "Decoding", "Rules", "Replying", "Journal", "Sending"],
        ["Commands"] = ["Receiving", "Decoding", "Rules", "Replying", "Journal", "Sending", "Management"],
    };

    private static readonly string Root = FindRoot();

    private static readonly string App = Path.Combine(Root, "src", "WebhookReceiver");

    [Fact]
    public void Arrows_between_chapters_go_forward_only()
    {
        var backward =
            from file in Sources(App)
            let chapter = Path.GetRelativePath(App, file).Split(Path.DirectorySeparatorChar)[0]
            where Directory.Exists(Path.Combine(App, chapter))
            from Match mention in Mentions().Matches(File.ReadAllText(file))
            let used = mention.Groups["chapter"].Value
            where used != chapter && !Arrows[chapter].Contains(used, StringComparer.Ordinal)
            select $"{Path.GetRelativePath(Root, file)} uses {used}";

        Assert.Empty(backward.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_chapter_is_on_the_map() =>
        Assert.Empty(Directory.GetDirectories(App).Select(Path.GetFileName).Where(HasSources).Except(Arrows.Keys!));

    [Fact]
    public void Decisions_know_nothing_of_the_web()
    {
        string[] below = ["Decoding", "Rules", "Replying", "Journal", "Sending"];

        Assert.DoesNotContain(
            below.SelectMany(chapter => Sources(Path.Combine(App, chapter))),
            file => File.ReadAllText(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        var strays =
            from file in Sources(App)
            let folders = Path.GetRelativePath(App, file).Split(Path.DirectorySeparatorChar)[..^1]
            let written = Namespace().Match(File.ReadAllText(file))
            // A folder below the second level may be there to sort only.
            where
                written.Success
                && written.Groups["name"].Value != NamespaceOf(folders)
                && written.Groups["name"].Value != NamespaceOf(folders.Take(2))
            select $"{Path.GetRelativePath(Root, file)} is in {written.Groups["name"].Value}";

        Assert.Empty(strays);
    }

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines() =>
        Assert.DoesNotContain(
            Sources(Path.Combine(Root, "src")).Concat(Sources(Path.Combine(Root, "tests"))),
            file => File.ReadLines(file).Count() > 300
        );

    [Fact]
    public void The_clock_is_always_a_TimeProvider() =>
        Assert.DoesNotContain(Sources(Path.Combine(Root, "src")), file => WallClock().IsMatch(File.ReadAllText(file)));

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            );

    private static string NamespaceOf(IEnumerable<string> folders) =>
        string.Join('.', folders.Prepend("WebhookReceiver"));

    private static bool HasSources(string? chapter) => Sources(Path.Combine(App, chapter!)).Any();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "WebhookReceiver.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("WebhookReceiver.sln");
        }

        return folder;
    }

    [GeneratedRegex(
        @"\bWebhookReceiver\.(?<chapter>Receiving|Decoding|Rules|Replying|Journal|Sending|Management|Commands)\b",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Mentions();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex WallClock();
}
