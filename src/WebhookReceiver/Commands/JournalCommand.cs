using System.CommandLine;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Postgres;
using WebhookReceiver.Storage.Postgres.Archive;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Commands;

/// <summary><c>journal</c>: reads received messages and their answers, with or without a running server.</summary>
internal static class JournalCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("journal", "Read, copy and erase the journal of messages and replies");
        command.Add(JournalReadingCommands.Find(settings));
        command.Add(JournalReadingCommands.Show(settings));
        command.Add(JournalReadingCommands.Export(settings));
        command.Add(JournalReadingCommands.Count(settings));
        command.Add(JournalQuarantineCommand.Create(settings));
        command.Add(Backup(settings));
        command.Add(Import(settings));
        command.Add(ShowSchema(settings));
        command.Add(JournalForgetCommand.Create(settings));
        return command;
    }

    /// <summary>The journal of the server with the same settings.</summary>
    public static JournalPlace PlaceOf(IReadOnlyList<string> settings)
    {
        var builder = ServerBuilder.Create([.. settings]);
        var options = VerifiedOptions.Of(
            builder.Configuration.GetSection("Journal").Get<JournalOptions>() ?? new(),
            new JournalOptionsValidator()
        );
        return new JournalPlace(options, Path.Combine(builder.Environment.ContentRootPath, options.Folder));
    }

    private static Command Backup(IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("file") { Description = "The new file; it must not exist yet" };
        var command = new Command("backup", "Copy the journal while the server runs. Keep the secrets file with it.")
        {
            file,
        };
        command.SetAction(parsed =>
        {
            var target = Path.GetFullPath(parsed.GetRequiredValue(file));
            var output = parsed.InvocationConfiguration.Output;
            var place = PlaceOf(settings);
            if (place.Options.IsShared)
            {
                using var database = PostgresArchive.OpenDatabase(place.Options);
                output.WriteLine($"{new PostgresBackup(database).Make(target)} messages in {target}");
                output.WriteLine(
                    $"Its secrets are in {PostgresBackup.SecretsOf(target)}. A data folder has them as the file secrets, beside journal.db."
                );
                return CommandLine.Ok;
            }

            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            output.WriteLine($"{JournalBackup.Make(place.Paths, target, now)} messages in {target}");
            return CommandLine.Ok;
        });
        return command;
    }

    private static Command Import(IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("file")
        {
            Description =
                "The journal.db of a stopped server, or a copy that 'journal backup' made; its secrets lie beside it",
        };
        var command = new Command(
            "import",
            "Copy a journal into the database of Journal:ConnectionString. What the database knows already stays as it is."
        )
        {
            file,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var path = Path.GetFullPath(parsed.GetRequiredValue(file));
                var added = await ImportedFile.ImportAsync(PlaceOf(settings).Options, path);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    $"New in the database: {added.Messages} messages, {added.Contacts} contacts, {added.Events} events, {added.Outbox} outgoing messages, "
                        + $"{added.Unreadable} bodies that could not be read, {added.Erased} erased messages whose redelivery is still recognised"
                );
                return CommandLine.Ok;
            }
        );
        return command;
    }

    private static Command ShowSchema(IReadOnlyList<string> settings)
    {
        var command = new Command(
            "schema",
            "Print the statements that make the tables in PostgreSQL, for an administrator who runs them"
        );
        command.SetAction(parsed =>
        {
            // They depend on the name of the schema alone, and no database need be there.
            using var database = PostgresDatabase.Of(
                new JournalOptions { ConnectionString = "Host=localhost", Schema = PlaceOf(settings).Options.Schema }
            );
            parsed.InvocationConfiguration.Output.WriteLine(PostgresSchema.AsScript(database));
            return CommandLine.Ok;
        });
        return command;
    }
}
