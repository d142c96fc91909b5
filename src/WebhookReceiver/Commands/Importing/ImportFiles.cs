using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing;

/// <summary>Reads the file, or the files of a folder, that are to be imported.</summary>
internal static class ImportFiles
{
    public const int MostMegabytes = 16;
    private const int MostFiles = 2_000;

    /// <summary>The texts in the order of their paths; problems of the book say what is wrong.</summary>
    public static List<SourceText> Read(string path, ImportFormat format, ImportBook book)
    {
        var texts = new List<SourceText>();
        if (File.Exists(path))
        {
            Add(path, Path.GetFileName(path), texts, book);
        }
        else if (Directory.Exists(path))
        {
            AddFolder(path, format, texts, book);
        }
        else
        {
            Refuse(path, "there is no such file or folder.", "Check the spelling.", book);
        }

        return texts;
    }

    private static void AddFolder(string path, ImportFormat format, List<SourceText> texts, ImportBook book)
    {
        var all = Directory.EnumerateFiles(path, "*", Everywhere).Order(StringComparer.Ordinal).Take(MostFiles + 1);
        var files = all.ToList();
        if (files.Count > MostFiles)
        {
            Refuse(path, $"the folder has more than {MostFiles} files.", "Import parts of it.", book);
            return;
        }

        foreach (var file in files)
        {
            var name = Path.GetRelativePath(path, file).Replace('\\', '/');
            if (format.Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            {
                Add(file, name, texts, book);
            }
            else
            {
                book.NotTaken(new RulePlace(name, 1, 1), $"only files that end in {format.Shown} are read");
            }
        }

        if (texts.Count == 0 && !book.Problems.HasErrors)
        {
            Refuse(path, $"no file of this folder ends in {format.Shown}.", "Name the file itself.", book);
        }
    }

    private static void Add(string path, string name, List<SourceText> texts, ImportBook book)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MostMegabytes * 1_048_576L)
            {
                var size = (length + 1_048_575) / 1_048_576;
                Refuse(name, $"the file has {size} MB, an import reads {MostMegabytes} MB.", "Split it.", book);
            }
            else if (ForeignText.Decode(name, File.ReadAllBytes(path), book) is { } text)
            {
                texts.Add(text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse(name, "the file cannot be read.", "Give yourself the right to read it.", book);
        }
    }

    private static void Refuse(string path, string message, string fix, ImportBook book) =>
        book.Problems.Error(new RulePlace(path, 1, 1), message, fix);

    private static EnumerationOptions Everywhere =>
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
}
