using System.CommandLine;
using System.Diagnostics.Metrics;
using System.Text;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Postgres;
using WebhookReceiver.Storage.Postgres.Archive;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;
using WebhookReceiver.Storage.Sqlite.Erasure;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Commands;

/// <summary>
/// <c>journal forget</c>: erases everything about a contact. A running server does it itself, since it has the contact
/// in memory; otherwise this command does.
/// </summary>
internal static class JournalForgetCommand
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    public static Command Create(IReadOnlyList<string> settings)
    {
        var number = new Argument<string>("number")
        {
            Description = "The contact's number or id, as 'journal find' prints it",
        };
        var command = new Command(
            "forget",
            "Erase all data of a contact. A keyed hash of each message stays, so that a late redelivery gets no second answer."
        )
        {
            number,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var place = JournalCommand.PlaceOf(settings);
                var output = parsed.InvocationConfiguration.Output;
                var asked = parsed.GetRequiredValue(number).Trim();
                if (place.Options.IsShared)
                {
                    return await ForgetSharedAsync(place.Options, asked, output);
                }

                var paths = place.Paths;
                using (JournalArchive.Open(paths.Database)) { }
                long? erased;
                try
                {
                    erased = await ForgetAsync(paths, asked);
                }
                catch (JournalUnavailableException e)
                {
                    await output.WriteLineAsync(e.Message);
                    return CommandLine.Failed;
                }

                if (erased is null)
                {
                    await output.WriteLineAsync(
                        "The server has not erased the messages yet, but it will. Check with: journal find"
                    );
                    return CommandLine.Failed;
                }

                await output.WriteLineAsync($"{erased} messages erased.");
                foreach (var path in WithTraces(paths, asked))
                {
                    await output.WriteLineAsync(
                        $"The number is still in {path}: in a message of another contact, or in a copy that you should delete."
                    );
                }

                return CommandLine.Ok;
            }
        );
        return command;
    }

    /// <summary>In the database for all servers at once; each of them then erases its own index.</summary>
    private static async Task<int> ForgetSharedAsync(JournalOptions options, string asked, TextWriter output)
    {
        using var database = PostgresArchive.OpenDatabase(options);
        try
        {
            var erased = await new PostgresEraser(database, TimeProvider.System).ForgetAsync(asked);
            await output.WriteLineAsync($"{erased} messages erased.");
            return CommandLine.Ok;
        }
        catch (JournalUnavailableException e)
        {
            await output.WriteLineAsync(e.Message);
            return CommandLine.Failed;
        }
    }

    private static async Task<long?> ForgetAsync(JournalPaths paths, string asked)
    {
        using var folder = TryOwn(paths.Folder);
        if (folder is null)
        {
            return await ForgetRequest.SendAsync(paths.Database, asked, LongestWait, TimeProvider.System);
        }

        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new JournalMetrics(services.GetRequiredService<IMeterFactory>());
        var health = new JournalHealth();
        using var journal = SqliteJournal.Open(
            paths,
            metrics,
            health,
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance
        );
        if (health.Trouble is { } trouble)
        {
            throw new StartRefusedException(
                $"The journal {paths.Database} cannot be changed: {trouble}. Nothing was forgotten. Free space, and say it again."
            );
        }

        using var index = new MessageIndex(paths);
        return await new Eraser(journal, new ContactLock(TimeProvider.System), index).ForgetAsync(asked);
    }

    /// <summary>Null if a server owns the folder.</summary>
    private static DataFolder? TryOwn(string path)
    {
        try
        {
            return DataFolder.Open(path);
        }
        catch (StartRefusedException)
        {
            return null;
        }
    }

    /// <summary>Files of the journal, and copies set aside, that still contain the number.</summary>
    private static IEnumerable<string> WithTraces(JournalPaths paths, string asked)
    {
        var digits = SenderMatch.DigitsOf(asked);
        var wanted = Encoding.UTF8.GetBytes(digits.Length > 0 ? digits : asked);
        return Directory
            .EnumerateFiles(paths.Folder, "journal.*")
            .Concat(
                Directory.EnumerateFiles(
                    Path.GetDirectoryName(paths.Database)!,
                    $"{Path.GetFileNameWithoutExtension(paths.Database)}.*"
                )
            )
            .Concat(Directory.EnumerateFiles(paths.Folder, MessageIndex.FileName + "*"))
            .Append(paths.Spool)
            .Distinct(StringComparer.Ordinal)
            .Where(File.Exists)
            .Where(path => FileSearch.Contains(path, wanted))
            .Order(StringComparer.Ordinal);
    }
}
