using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Rules.Files;

namespace WebhookReceiver.Rules;

/// <summary>One look at the rules folder: which rule files there are, with the hash of each, and what cannot be read.</summary>
/// <param name="FolderExists">False if there is no folder at all.</param>
/// <param name="Files">The rule files in ordinal order of their paths.</param>
/// <param name="EmptyFiles">Paths of rule files without any content, in the same order.</param>
/// <param name="Problems">What looked like rules but was refused or skipped, and why.</param>
internal sealed record RuleFolderScan(
    bool FolderExists,
    ImmutableArray<RuleFolderFile> Files,
    ImmutableArray<string> EmptyFiles,
    ImmutableArray<RuleProblem> Problems
)
{
    /// <summary>Tells one state of the folder from another by what can be read; touching a file does not change it.</summary>
    public string Print { get; } =
        Hash([
            FolderExists ? "there" : "missing",
            .. Files.SelectMany(file => new[] { file.Path, file.Hash }),
            .. EmptyFiles,
            .. Problems.Select(problem => problem.ToString()),
        ]);

    /// <summary>As <see cref="Print"/>, with sizes and times: equal twice in a row means that nobody is writing.</summary>
    public string WritingPrint { get; } =
        Hash(
            Files.SelectMany(file =>
                new[]
                {
                    file.RealPath,
                    file.Length.ToString(CultureInfo.InvariantCulture),
                    file.Written.Ticks.ToString(CultureInfo.InvariantCulture),
                }
            )
        );

    /// <summary>Short hash of all paths and contents and of the plug-ins.</summary>
    public string VersionWith(string plugins) =>
        Hash([.. Files.SelectMany(file => new[] { file.Path, file.Hash }), plugins])[..12];

    /// <summary>Looks at the folder.</summary>
    public static RuleFolderScan Take(string folder, int maxFileBytes) => RuleFolderWalk.Through(folder, maxFileBytes);

    /// <summary>The contents of all files; null if one is no longer what this scan saw.</summary>
    public IReadOnlyList<RuleFile>? Read(Pace? pace = null)
    {
        var files = new List<RuleFile>(Files.Length);
        foreach (var file in Files)
        {
            pace?.Breathe();
            try
            {
                // Never longer than what was seen: a file that grows meanwhile cannot fill the memory.
                using var stream = RuleFolderFile.Open(file.RealPath);
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
    /// The scan with its empty files judged. A new one may become something yet; one that held rules before is what a full
    /// disk leaves behind, and must not take its rules away.
    /// </summary>
    public RuleFolderScan JudgedAfter(IReadOnlySet<string> filesBefore)
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
    public static RuleProblem Problem(ProblemSeverity severity, string path, string message, string cure) =>
        new(severity, path, 0, 0, null, message, cure);

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
internal sealed record RuleFolderFile(string Path, string RealPath, long Length, DateTime Written, string Hash)
{
    /// <summary>Opens for reading without being in the way of an editor.</summary>
    public static FileStream Open(string realPath) =>
        new(realPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
}
