using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>How many mistakes of every kind <c>check</c> names at their place, with a cure that works when pasted.</summary>
public sealed partial class PlantedMistakeTests
{
    /// <summary>A server that can send, so that only the rules are judged.</summary>
    private static readonly string[] Settings = ["--Sending:Token=token", "--Sending:Language=en"];

    private const int AtOnce = 2;

    [Fact]
    public async Task Every_planted_mistake_is_told_at_its_place_and_its_cure_ends_in_all_good()
    {
        var mistakes = Samples().Where(sample => sample.Severity is not null).ToList();
        var verdicts = new ConcurrentBag<(string Verdict, string Told)>();
        await Parallel.ForEachAsync(
            mistakes,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (mistake, _) => verdicts.Add(await JudgeAsync(mistake))
        );

        var wrong = verdicts.Where(one => one.Verdict != "right").Select(one => one.Told).Order(StringComparer.Ordinal);
        var score =
            $"{mistakes.Count} planted: {Count("right")} right, {Count("place only")} place only, {Count("missed")} missed";
        TestContext.Current.TestOutputHelper?.WriteLine(score);
        Assert.True(!wrong.Any(), string.Join("\n\n", wrong));
        Assert.True(mistakes.Count >= 60, score);

        int Count(string verdict) => verdicts.Count(one => one.Verdict == verdict);
    }

    [Fact]
    public async Task A_correct_folder_raises_no_false_alarm()
    {
        var alarms = new List<string>();
        var samples = Samples().Where(sample => sample.Severity is null).ToList();
        foreach (var sample in samples)
        {
            var told = await CheckAsync(sample.Files);
            if (!IsGood(told))
            {
                alarms.Add($"=== {sample.Name}\n{told}");
            }
        }

        string[] folders = [.. Directory.GetDirectories(PathOf("docs", "samples")), PathOf("rules")];
        foreach (var folder in folders)
        {
            var (_, told, _) = await Verb.RunAsync(CheckCommand.Create(Settings), folder);
            if (
                told.Contains(": error:", StringComparison.Ordinal)
                || told.Contains(": warning:", StringComparison.Ordinal)
            )
            {
                alarms.Add(told);
            }
        }

        Assert.Equal("", string.Join("\n\n", alarms));
        Assert.True(samples.Count + folders.Length >= 15, $"only {samples.Count + folders.Length} folders");
    }

    /// <summary>All samples of the files in Planted/.</summary>
    internal static IEnumerable<PlantedMistake> Samples() =>
        Directory
            .GetFiles(RuleSamples.FolderOf("Planted"), "*.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(PlantedMistake.In);

    /// <summary>What check prints about these files.</summary>
    internal static async Task<string> CheckAsync(IReadOnlyDictionary<string, string> files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
        {
            var full = Path.Combine(folder.Path, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await File.WriteAllBytesAsync(full, PlantedMistake.Bytes(text));
        }

        var (_, output, errors) = await Verb.RunAsync(CheckCommand.Create(Settings), folder.Path);
        return (output + errors)
            .Replace(folder.Path + "/", "", StringComparison.Ordinal)
            .Replace(folder.Path, ".", StringComparison.Ordinal);
    }

    private static async Task<(string Verdict, string Told)> JudgeAsync(PlantedMistake mistake)
    {
        var told = await CheckAsync(mistake.Files);
        var at = $"{mistake.Place}: {mistake.Severity}:";
        var line = told.Split('\n').FirstOrDefault(line => line.StartsWith(at, StringComparison.Ordinal));
        if (line is null)
        {
            return ("missed", $"=== {mistake.Name}: not told at {at}\n{told}");
        }

        if (!line.Contains(mistake.Cure, StringComparison.Ordinal))
        {
            return ("place only", $"=== {mistake.Name}: the cure is not '{mistake.Cure}'\n{told}");
        }

        foreach (var (place, cure) in mistake.Also)
        {
            if (
                !told.Split('\n')
                    .Any(other =>
                        other.StartsWith(place, StringComparison.Ordinal)
                        && other.Contains(cure, StringComparison.Ordinal)
                    )
            )
            {
                return ("missed", $"=== {mistake.Name}: not told at {place} {cure}\n{told}");
            }
        }

        var after = await CheckAsync(mistake.Cured(line));
        return IsGood(after)
            ? ("right", "")
            : ("place only", $"=== {mistake.Name}: the cure does not end in all good\n{told}\n--- then\n{after}");
    }

    private static bool IsGood(string told) => Good().IsMatch(told);

    private static string PathOf(params string[] parts) =>
        Path.GetFullPath(Path.Combine([RuleSamples.FolderOf("Planted"), "..", "..", "..", "..", "..", .. parts]));

    [GeneratedRegex(@"^\d+ rules?, \d+ tests?: all good$", RegexOptions.Multiline, 1_000)]
    private static partial Regex Good();
}
