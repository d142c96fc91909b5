namespace WebhookReceiver.Commands.Importing;

/// <summary>One run of <c>import</c>: read, prove, write.</summary>
internal sealed class ImportRun(TextWriter output, TextWriter errors, TimeProvider time)
{
    public async Task<int> RunAsync(
        string source,
        ImportFormat format,
        string folder,
        ImportOrder order,
        CancellationToken cancellationToken
    )
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            await errors.WriteLineAsync($"{folder} is not empty. Name a new folder: --to {folder.TrimEnd('/')}-2");
            return CommandLine.Failed;
        }

        var book = new ImportBook();
        var texts = ImportFiles.Read(source, format, book);
        if (!book.Problems.HasErrors)
        {
            format.Read(texts, order, book);
        }

        var files = book.Problems.HasErrors ? null : await new ImportProof(book, time).ProveAsync(cancellationToken);
        if (files is null)
        {
            foreach (var problem in book.Problems.InOrder().Where(problem => problem.IsError))
            {
                await errors.WriteLineAsync(problem.ToString());
            }

            await errors.WriteLineAsync("Nothing was written.");
            return CommandLine.Failed;
        }

        return await WriteAsync(source, format, folder, book, files, cancellationToken);
    }

    private async Task<int> WriteAsync(
        string source,
        ImportFormat format,
        string folder,
        ImportBook book,
        List<WrittenFile> files,
        CancellationToken cancellationToken
    )
    {
        var report = folder.TrimEnd('/', '\\') + "-report.md";
        var rules = files.Sum(file => file.Rules.Count);
        var tests = files.SelectMany(file => file.Rules).Sum(rule => rule.TestLines.Count);
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, file.Path), file.Text, cancellationToken);
            }

            var page = ImportReport.Page(book, Path.GetFileName(source.TrimEnd('/')), format, rules, tests);
            await File.WriteAllTextAsync(report, page, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{folder} cannot be written. Name another place: --to /tmp/imported");
            return CommandLine.Failed;
        }

        foreach (var line in ImportReport.Summary(book, rules, tests))
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync($"Written: {folder} and {report}. Try it: check {folder}");
        return CommandLine.Ok;
    }
}
