using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests;

public sealed partial class ArchitectureTests
{
    /// <summary>
    /// The allowed uses of a chapter besides itself, the contract and Hosting: chapters, or single types. Management
    /// and Commands may use everything.
    /// </summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        // The key from the first start, and the contacts' pseudonyms in the log.
        ["Receiving"] = ["Decoding", "Processing", "Storage.DataFolder", "Storage.Secrets", "Storage.ContactHash"],
        ["Decoding"] = [],
        ["Processing"] = ["Decoding", "Rules", "Replying", "Storage"],
        ["Rules"] =
        [
            "Replying",
            "Decoding.MessageKey",
            "Storage.ContactChange",
            "Storage.ContactId",
            "Storage.EventKinds",
            "Storage.DataFolder",
        ],
        ["Replying"] = [],
        ["Storage"] = ["Decoding"],
        ["Sending"] = ["Decoding", "Replying", "Storage", "Processing.HandleEvent", "Processing.HandleLateResult"],
    };

    private static readonly string[] ReadEverything = ["Management", "Commands", Hosting];

    /// <summary>Refusals to start, and public addresses: every chapter may use them.</summary>
    private const string Hosting = "Hosting";

    internal static readonly string Root = FindRoot();

    private static readonly Lazy<IReadOnlyList<(string User, string Used)>> Uses = new(() =>
        CompiledTypes.UsesIn(typeof(Program).Assembly.Location)
    );

    private static readonly string App = Path.Combine(Root, "src", "WebhookReceiver");

    [Fact]
    public void Arrows_between_chapters_go_forward_only()
    {
        var backward =
            from use in Uses.Value
            let chapter = ChapterOf(use.User)
            let used = ChapterOf(use.Used)
            where chapter.Length > 0 && used.Length > 0 && chapter != used && used != Hosting
            where !ReadEverything.Contains(chapter, StringComparer.Ordinal)
            where !Arrows[chapter].Contains(used, StringComparer.Ordinal)
            where !Arrows[chapter].Contains(Within(use.Used), StringComparer.Ordinal)
            select $"{use.User} uses {use.Used}";

        AssertNone(backward);
    }

    [Fact]
    public void No_arrow_is_there_for_nothing()
    {
        var unused =
            from chapter in Arrows
            from arrow in chapter.Value
            where
                !Uses.Value.Any(use =>
                    ChapterOf(use.User) == chapter.Key && (ChapterOf(use.Used) == arrow || Within(use.Used) == arrow)
                )
            select $"{chapter.Key} does not use {arrow}";

        AssertNone(unused);
    }

    [Fact]
    public void Every_chapter_is_on_the_map() =>
        Assert.Empty(
            Directory
                .GetDirectories(App)
                .Select(Path.GetFileName)
                .Where(HasSources)
                .Except([.. Arrows.Keys, .. ReadEverything])
        );

    [Fact]
    public void Below_receiving_nothing_knows_of_the_web()
    {
        var web =
            from use in Uses.Value
            let chapter = ChapterOf(use.User)
            where Arrows.ContainsKey(chapter) && chapter != "Receiving"
            where use.Used.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            select $"{use.User} uses {use.Used}";

        AssertNone(web);
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        var strays =
            from file in Sources(App)
            let folders = Path.GetRelativePath(App, file).Split(Path.DirectorySeparatorChar)[..^1]
            let written = Namespace().Match(File.ReadAllText(file))
            // A folder below the second level may only group files.
            where
                written.Success
                && written.Groups["name"].Value != NamespaceOf(folders)
                && written.Groups["name"].Value != NamespaceOf(folders.Take(2))
            select $"{Path.GetRelativePath(Root, file)} is in {written.Groups["name"].Value}";

        Assert.Empty(strays);
    }

    /// <summary>The parts of a type share the name of its file up to the first dot.</summary>
    [Fact]
    public void No_type_is_longer_than_four_hundred_lines_over_all_its_parts() =>
        Assert.Empty(
            Sources(Path.Combine(Root, "src"))
                .Concat(Sources(Path.Combine(Root, "tests")))
                .GroupBy(file => Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileName(file).Split('.')[0]))
                .Where(type => type.Sum(file => File.ReadLines(file).Count()) > 400)
                .Select(type => type.Key)
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

    /// <summary>Reports all faults, unlike a collection's assertion.</summary>
    private static void AssertNone(IEnumerable<string> faults)
    {
        string[] all = [.. faults.Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all));
    }

    /// <summary>Empty for types at the root and for types of others.</summary>
    private static string ChapterOf(string type) =>
        type.Split('.') is ["WebhookReceiver", var chapter, _, ..] ? chapter : "";

    /// <summary>Chapter and name, at any depth.</summary>
    private static string Within(string type) => $"{ChapterOf(type)}.{type[(type.LastIndexOf('.') + 1)..]}";

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "WebhookReceiver.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("WebhookReceiver.sln");
        }

        return folder;
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex WallClock();
}
