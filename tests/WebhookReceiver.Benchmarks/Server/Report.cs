using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary>The measured figures, as the document shows them.</summary>
internal sealed class Report
{
    private const string Begin = "<!-- measured: written by the command above -->";
    private const string End = "<!-- end of what was measured -->";

    private readonly StringBuilder _rows = new();
    private readonly StringBuilder _growth = new();

    public void Row(string what, string target, string measured)
    {
        Console.WriteLine($"{what}: {measured} (target: {target})");
        _rows.Append(CultureInfo.InvariantCulture, $"| {what} | {target} | {measured} |\n");
    }

    public void Growth(string of, long amount, string measured)
    {
        Console.WriteLine($"{amount} {of}: {measured}");
        _growth.Append(CultureInfo.InvariantCulture, $"| {of} | {amount:#,0} | {measured} |\n");
    }

    /// <summary>Replaces the output of an earlier run; the rest of the document is handwritten.</summary>
    public void WriteInto(string document, string commit)
    {
        var text = File.ReadAllText(document);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{document} has no place for what was measured: {Begin} … {End}");
        }

        File.WriteAllText(document, $"{text[..(from + Begin.Length)]}\n{Markdown(commit)}{text[to..]}");
    }

    private string Markdown(string commit) =>
        $"""
            Commit {commit}; {Machine()}.

            | what | target | measured |
            | --- | --- | --- |
            {_rows}
            How cost grows (journal on, FULL):

            | with | how many | measured |
            | --- | ---: | --- |
            {_growth}
            """;

    private static string Machine()
    {
        var processor =
            File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[1]
                .Trim()
            ?? "unknown processor";
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"{Environment.ProcessorCount} cores ({processor}), .NET {Environment.Version}, load when it ended {load}";
    }

    public static string Commit()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["describe", "--always", "--dirty"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
