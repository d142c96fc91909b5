using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// Scans the rules folder. Opens only regular files inside the folder, reads each file once, enters each folder once,
/// and gives a reason for everything it omits.
/// </summary>
internal sealed class FolderScanner
{
    private readonly string _root;
    private readonly int _maxFileBytes;
    private readonly List<ScannedFile> _files = [];
    private readonly List<string> _empty = [];
    private readonly List<RuleProblem> _problems = [];
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    private FolderScanner(string root, int maxFileBytes) => (_root, _maxFileBytes) = (root, maxFileBytes);

    public static FolderScan Scan(string folder, int maxFileBytes)
    {
        var root = RealPath.Of(folder);
        if (root is null || !Directory.Exists(root))
            return new FolderScan(FolderExists: false, [], [], []);

        var scanner = new FolderScanner(root, maxFileBytes);
        scanner.Enter(root, "");
        return new FolderScan(
            FolderExists: true,
            [.. scanner._files.OrderBy(file => file.Path, StringComparer.Ordinal)],
            [.. scanner._empty.Order(StringComparer.Ordinal)],
            [.. scanner._problems.OrderBy(problem => problem.Path, StringComparer.Ordinal)]
        );
    }

    private void Enter(string folder, string path)
    {
        if (!IsFirstSight(folder, path))
            return;
        try
        {
            var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos();
            foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                if (!RuleFileNames.IsHidden(entry.Name))
                    Visit(entry, path.Length == 0 ? Shown(entry.Name) : $"{path}/{Shown(entry.Name)}");
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted meanwhile: the next scan sees the new state.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Refuse(
                path.Length == 0 ? "." : path,
                "This folder cannot be read.",
                "Give the service the right to list it."
            );
        }
    }

    private void Visit(FileSystemInfo entry, string path)
    {
        var real = entry.FullName;
        if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is not null)
        {
            real = RealPath.Of(real);
            if (real is null || !RealPath.IsInside(real, _root))
            {
                // Not every link is meant as rules; one that is must not be omitted silently.
                if (RuleFileNames.IsRuleFile(entry.Name) || Directory.Exists(entry.FullName))
                    RefuseLink(path, circle: real is null);
                return;
            }
        }

        if (Directory.Exists(real))
        {
            if (!RuleFileNames.IsPlugins(path))
                Enter(real, path);
            return;
        }

        if (RuleFileNames.IsRuleFile(entry.Name))
            Scan(new FileInfo(real), path);
        else if (ForeignFiles.Find(entry.Name, path) is { } foreign)
            _problems.Add(foreign);
    }

    private void Scan(FileInfo file, string path)
    {
        try
        {
            if (!file.Exists)
            {
                Refuse(path, "This is a link to nothing, or its name is not valid UTF-8.", "Rename or remove it.");
                return;
            }

            // Pipes, sockets and devices have length 0, and opening a pipe could block for ever. A file without
            // length has no rules either, so it is never opened.
            if (file.Length == 0)
                _empty.Add(path);
            else if (file.Length > _maxFileBytes)
                Refuse(
                    path,
                    $"This file has {Bytes(file.Length)} bytes; the most is {Bytes(_maxFileBytes)}.",
                    "Split it, or raise the setting Rules:MaxFileBytes."
                );
            else if (IsFirstSight(file.FullName, path))
                _files.Add(new ScannedFile(path, file.FullName, file.Length, file.LastWriteTimeUtc, Hash(file)));
        }
        catch (FileNotFoundException)
        {
            // Deleted meanwhile, for example by an editor that replaces a file.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Refuse(path, "This file cannot be read.", "Give the service the right to read it (chmod a+r).");
        }
    }

    private string Hash(FileInfo file)
    {
        using var stream = ScannedFile.Open(file.FullName);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        long left = _maxFileBytes;
        int read;
        while (left >= 0 && (read = stream.Read(buffer)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private bool IsFirstSight(string real, string path)
    {
        if (_seen.TryAdd(real, path))
            return true;
        var first = _seen[real].Length == 0 ? "the rules folder itself" : _seen[real];
        Skip(path, $"This is a link to what is read already as {first}.", "Remove the link.");
        return false;
    }

    private void RefuseLink(string path, bool circle) =>
        Refuse(
            path,
            circle ? "This link leads in a circle." : "This link leads out of the rules folder, so it is not followed.",
            circle ? "Remove it." : "Copy the file into the rules folder instead."
        );

    private void Refuse(string path, string message, string fix) => Add(ProblemSeverity.Error, path, message, fix);

    private void Skip(string path, string message, string fix) => Add(ProblemSeverity.Warning, path, message, fix);

    private void Add(ProblemSeverity severity, string path, string message, string fix) =>
        _problems.Add(FolderScan.Problem(severity, path, message, fix));

    private static string Bytes(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The printable name: characters that could disturb a log or a page appear by number.</summary>
    private static string Shown(string name)
    {
        if (!name.Any(IsDisturbing))
            return name;
        var shown = new StringBuilder();
        foreach (var character in name)
        {
            if (IsDisturbing(character))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            else
                shown.Append(character);
        }

        return shown.ToString();
    }

    private static bool IsDisturbing(char character) =>
        char.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
