using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WebhookReceiver.Hosting;
using WebhookReceiver.Rules.Parsing;

#pragma warning disable CA3003 // a version is checked before it becomes a path: hexadecimal digits

namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// Keeps the rules of every version that was live, with one line for each time that rules went live: to look inside, to
/// compare, and to go back. Without a data folder it keeps nothing.
/// </summary>
internal sealed partial class RuleVersions(string? folder, TimeProvider time, ILogger<RuleVersions> logger)
{
    public const string FolderName = "rule-versions";
    private const string ListName = "versions.jsonl";
    private const int Fewest = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    private readonly Lock _oneAtATime = new();
    private readonly ConcurrentDictionary<string, (string? By, string? Note)> _announced = new(StringComparer.Ordinal);

    private volatile string? _protected;

    /// <summary>Keeps a version however old it gets; null for none.</summary>
    public void Protect(string? version) => _protected = version;

    /// <summary>Says who makes a version live and why, before it goes live.</summary>
    public void Announce(string version, string? by, string? note) => _announced[version] = (by, note);

    /// <summary>Keeps what went live. A failure blocks nothing: the rules are live all the same.</summary>
    public void Keep(ReloadStatus status, IReadOnlyList<RuleFile> files)
    {
        if (folder is null)
        {
            return;
        }

        lock (_oneAtATime)
        {
            try
            {
                var before = ReadList();
                if (before is [.., { } last] && last.Version == status.Version && File.Exists(PathOf(last.Version)))
                {
                    return; // a restart
                }

                PrivateFiles.CreateFolder(folder);
                if (!File.Exists(PathOf(status.Version)))
                {
                    RuleArchive.Write(PathOf(status.Version), status.Version, files);
                }

                _announced.TryRemove(status.Version, out var told);
                WriteList(
                    Pruned([
                        .. before,
                        new KeptVersion(
                            status.Version,
                            status.Since,
                            told.By,
                            told.Note,
                            status.RuleCount,
                            status.TestCount,
                            status.Comparison?.Differ
                        ),
                    ])
                );
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.NotKept(logger, e);
            }
        }
    }

    /// <summary>The versions that were live, the newest first.</summary>
    public IReadOnlyList<KeptVersion> List()
    {
        lock (_oneAtATime)
        {
            return folder is null ? [] : [.. ReadList().Reverse()];
        }
    }

    /// <summary>The files of a version; null if it is not kept.</summary>
    public IReadOnlyList<RuleFile>? Find(string version)
    {
        if (folder is null || !IsVersion(version) || !File.Exists(PathOf(version)))
        {
            return null;
        }

        try
        {
            return RuleArchive.Read(PathOf(version)).Files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Log.Unreadable(logger, e);
            return null;
        }
    }

    public bool IsKept(string version) => folder is not null && IsVersion(version) && File.Exists(PathOf(version));

    /// <summary>As a name of a file, nothing else is safe.</summary>
    private static bool IsVersion(string version) =>
        version.Length is > 0 and <= 64 && version.All(char.IsAsciiHexDigitLower);

    private string PathOf(string version) => Path.Combine(folder!, $"{version}.zip");

    private KeptVersion[] ReadList()
    {
        var path = Path.Combine(folder!, ListName);
        return File.Exists(path) ? [.. File.ReadLines(path).Select(KeptVersion.Read).OfType<KeptVersion>()] : [];
    }

    /// <summary>The newest fifty, and all of ninety days.</summary>
    private KeptVersion[] Pruned(KeptVersion[] all)
    {
        var oldest = time.GetUtcNow() - Longest;
        KeptVersion[] kept =
        [
            .. all.Where(
                (version, index) =>
                    index >= all.Length - Fewest || version.At >= oldest || version.Version == _protected
            ),
        ];
        foreach (var gone in all.Except(kept).Where(gone => kept.All(other => other.Version != gone.Version)))
        {
            File.Delete(PathOf(gone.Version));
        }

        return kept;
    }

    private void WriteList(KeptVersion[] versions)
    {
        var path = Path.Combine(folder!, ListName);
        var aside = path + ".new";
        using (var stream = new FileStream(aside, PrivateFiles.Options(FileMode.Create, FileAccess.Write)))
        {
            foreach (var version in versions)
            {
                stream.Write(version.ToLine());
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A version of the rules in the data folder cannot be read")]
        public static partial void Unreadable(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "The live rules could not be kept as a version in the data folder")]
        public static partial void NotKept(ILogger logger, Exception exception);
    }
}
