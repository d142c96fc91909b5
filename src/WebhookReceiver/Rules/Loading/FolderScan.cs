using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// The content of the rules folder at one moment: rule files with their hashes, plug-ins, and unreadable entries.
/// </summary>
/// <param name="FolderExists">False if the folder is missing.</param>
/// <param name="Files">The rule files in ordinal order of their paths.</param>
/// <param name="EmptyFiles">Paths of rule files without any content, in the same order.</param>
/// <param name="Problems">Entries that looked like rules but were refused or skipped, with the reason.</param>
internal sealed record FolderScan(
    bool FolderExists,
    ImmutableArray<ScannedFile> Files,
    ImmutableArray<string> EmptyFiles,
    ImmutableArray<RuleProblem> Problems
)
{
    private readonly string _fileHash = Hash([
        FolderExists ? "there" : "missing",
        .. Files.SelectMany(file => new[] { file.Path, file.Hash }),
        .. EmptyFiles,
        .. Problems.Select(problem => problem.ToString()),
    ]);

    private readonly string _writeHash = Hash(
        Files.SelectMany(file =>
            new[]
            {
                file.RealPath,
                file.Length.ToString(CultureInfo.InvariantCulture),
                file.Written.Ticks.ToString(CultureInfo.InvariantCulture),
            }
        )
    );

    /// <summary>The plug-ins.</summary>
    public PluginSnapshot Plugins { get; init; } = PluginSnapshot.Empty;

    /// <summary>Time of the scan, on a monotonic clock.</summary>
    public TimeSpan At { get; init; }

    /// <summary>Identifies the readable content of the folder; touching a file does not change it.</summary>
    public string ContentHash => $"{_fileHash} {Plugins.Version}";

    /// <summary>
    /// <see cref="ContentHash"/> with sizes and times: equal twice in a row means that no write is in progress.
    /// </summary>
    public string WriteHash => $"{ContentHash} {_writeHash}";

    /// <summary>The version of the rule set: a short hash of all paths, contents and plug-ins.</summary>
    public string Version => Hash([.. Files.SelectMany(file => new[] { file.Path, file.Hash }), Plugins.Version])[..12];

    /// <summary>The file with this path; null if there is none.</summary>
    public ScannedFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    /// <summary>The contents of all files; null if one changed since the scan.</summary>
    public IReadOnlyList<RuleFile>? Read()
    {
        var files = new List<RuleFile>(Files.Length);
        foreach (var file in Files)
        {
            BackgroundThrottle.Yield();
            if (file.Read() is not { } content)
                return null;
            files.Add(new RuleFile(file.Path, content));
        }

        return files;
    }

    /// <summary>
    /// The scan with its empty files reported. A new empty file may still be written. An emptied rule file is the
    /// effect of a full disk, and its rules must stay.
    /// </summary>
    public FolderScan ReportEmptyFiles(IReadOnlySet<string> filesBefore)
    {
        var empty = EmptyFiles.Select(path =>
            filesBefore.Contains(path)
                ? Problem(
                    ProblemSeverity.Error,
                    path,
                    "This file has become empty; it held rules before.",
                    "Write them again, or delete the file."
                )
                : Problem(
                    ProblemSeverity.Warning,
                    path,
                    "This file is empty (or not a file at all), so it is skipped.",
                    "Write rules in it or remove it."
                )
        );
        return this with
        {
            Problems = [.. Problems.Concat(empty).OrderBy(problem => problem.Path, StringComparer.Ordinal)],
        };
    }

    /// <summary>A problem of a whole file or folder.</summary>
    public static RuleProblem Problem(ProblemSeverity severity, string path, string message, string fix) =>
        new(severity, path, 0, 0, null, message, fix);

    private static string Hash(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A rule file at the time of a scan.</summary>
/// <param name="Path">Path inside the folder with '/', safe to print.</param>
/// <param name="RealPath">Its real path, links resolved.</param>
internal sealed record ScannedFile(string Path, string RealPath, long Length, DateTime Written, string Hash)
{
    /// <summary>Its content; null if it changed since the scan, or cannot be read.</summary>
    public byte[]? Read()
    {
        try
        {
            // Never longer than scanned: a growing file cannot fill the memory.
            using var stream = Open(RealPath);
            var content = new byte[Length];
            var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return read == content.Length && Convert.ToHexStringLower(SHA256.HashData(content)) == Hash
                ? content
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Opens for reading without blocking an editor.</summary>
    public static FileStream Open(string realPath) =>
        new(realPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
}
