using System.Collections.Immutable;
using System.Security.Cryptography;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>Changes laid over the rules folder, which stays as it is.</summary>
/// <param name="Scan">The folder as it would be.</param>
/// <param name="Files">Its files with their contents.</param>
internal sealed record RuleOverlay(FolderScan Scan, IReadOnlyList<RuleFile> Files)
{
    private const int LongestPath = 200;

    /// <summary>The overlay; null if a file of the folder changed meanwhile.</summary>
    /// <param name="scan">The folder.</param>
    /// <param name="changes">Path and content; null removes the file.</param>
    public static RuleOverlay? Of(FolderScan scan, IReadOnlyDictionary<string, byte[]?> changes)
    {
        var kept = scan with { Files = [.. scan.Files.Where(file => !changes.ContainsKey(file.Path))] };
        if (kept.Read() is not { } before)
        {
            return null;
        }

        var added = changes.Where(change => change.Value is { Length: > 0 }).ToArray();
        return new RuleOverlay(
            new FolderScan(
                FolderExists: true,
                [
                    .. kept
                        .Files.Concat(added.Select(change => Scanned(change.Key, change.Value!)))
                        .OrderBy(file => file.Path, StringComparer.Ordinal),
                ],
                [.. scan.EmptyFiles.Where(path => !changes.ContainsKey(path))],
                [.. scan.Problems.Where(problem => !changes.ContainsKey(problem.Path))]
            )
            {
                Plugins = scan.Plugins,
                At = scan.At,
            },
            [.. before, .. added.Select(change => new RuleFile(change.Key, change.Value!))]
        );
    }

    /// <summary>Why a file with this path could not be a rule file of the folder; null if it could.</summary>
    public static string? FaultOf(string path)
    {
        var parts = path.Split('/');
        return path.Length is 0 or > LongestPath || path.Any(c => char.IsControl(c) || c is '\\' or ':')
                ? "A path has 1 to 200 letters, with '/' between folders."
            : parts.Any(part => part.Length == 0 || part.Trim() != part || RuleFileNames.IsHidden(part))
                ? $"'{path}' has a part that the rules folder does not read: it is empty, or begins with '.', '#' or '~'."
            : RuleFileNames.IsPlugins(parts[0]) ? "The folder 'plugins' holds no rule files."
            : RuleFileNames.IsRuleFile(parts[^1]) ? null
            : $"'{path}' is no rule file: those end in {RuleFileNames.Endings}.";
    }

    private static ScannedFile Scanned(string path, byte[] content) =>
        new(path, "", content.Length, default, Convert.ToHexStringLower(SHA256.HashData(content)));
}
