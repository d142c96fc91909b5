using System.IO.Compression;
using WebhookReceiver.Hosting;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>The files of a rule set in one archive, which the operator can open too.</summary>
internal static class RuleArchive
{
    /// <summary>Replaces the archive atomically.</summary>
    public static void Write(string path, string version, IReadOnlyList<RuleFile> files)
    {
        var aside = path + ".new";
        using (var stream = new FileStream(aside, PrivateFiles.Options(FileMode.Create, FileAccess.ReadWrite)))
        {
            using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                archive.Comment = version;
                foreach (var file in files)
                {
                    BackgroundThrottle.Yield();
                    using var entry = archive.CreateEntry(file.Path).Open();
                    entry.Write(file.Content.Span);
                }
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }

    /// <exception cref="InvalidDataException">It is no archive.</exception>
    public static LastGoodRuleSet Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return new LastGoodRuleSet(archive.Comment, [.. archive.Entries.Select(ReadFile)]);
    }

    private static RuleFile ReadFile(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return new RuleFile(entry.FullName, content.ToArray());
    }
}
