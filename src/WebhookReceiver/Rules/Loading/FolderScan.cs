using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Rules.Loading;

/// <summary>What was in the rules folder at one moment: rule files, each with its hash, plug-ins, and what cannot be read.</summary>
/// <param name="FolderExists">False if there is no folder at all.</param>
/// <param name="Files">The rule files in ordinal order of their paths.</param>
/// <param name="EmptyFiles">Paths of rule files without any content, in the same order.</param>
/// <param name="Problems">What looked like rules but was refused or skipped, and why.</param>
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

    /// <summary>The plug-ins beside the files.</summary>
    public PluginSnapshot Plugins { get; init; } = PluginSnapshot.Empty;

    /// <summary>When the scan was made, by a clock that nobody sets.</summary>
    public TimeSpan At { get; init; }

    /// <summary>Tells one state of the folder from another by what can be read; touching a file does not change it.</summary>
    public string ContentHash => $"{_fileHash} {Plugins.Version}";

    /// <summary>As <see cref="ContentHash"/>, with sizes and times: equal twice in a row means that nobody is writing.</summary>
    public string WriteHash => $"{ContentHash} {_writeHash}";

    /// <summary>The version of a rule set made from it: a short hash of all paths and contents and of the plug-ins.</summary>
    public string Version => Hash([.. Files.SelectMany(file => new[] { file.Path, file.Hash }), Plugins.Version])[..12];

    /// <summary>The contents of all files; null if one is no longer what this scan saw.</summary>
    public IReadOnlyList<RuleFile>? Read()
    {
        var files = new List<RuleFile>(Files.Length);
        foreach (var file in Files)
        {
            BackgroundThrottle.Yield();
            try
            {
                // Never longer than what was seen: a file that grows meanwhile cannot fill the memory.
                using var stream = ScannedFile.Open(file.RealPath);
                var content = new byte[file.Length];
                var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
                if (read != content.Length || Convert.ToHexStringLower(SHA256.HashData(content)) != file.Hash)
                    return null;
                files.Add(new RuleFile(file.Path, content));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return files;
    }

    /// <summary>
    /// The scan with its empty files reported. A new one may become something yet; one that held rules before is what a full
    /// disk leaves behind, and must not take its rules away.
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

/// <summary>A rule file as a scan saw it.</summary>
/// <param name="Path">Path inside the folder with '/', fit to be shown.</param>
/// <param name="RealPath">Where it really lies, links followed.</param>
internal sealed record ScannedFile(string Path, string RealPath, long Length, DateTime Written, string Hash)
{
    /// <summary>Opens for reading without being in the way of an editor.</summary>
    public static FileStream Open(string realPath) =>
        new(realPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
}
