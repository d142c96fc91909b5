using System.CommandLine;
using WebhookReceiver.Storage;
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
            var count = JournalBackup.Make(
                PlaceOf(settings).Paths,
                target,
                TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
            );
            parsed.InvocationConfiguration.Output.WriteLine($"{count} messages in {target}");
            return CommandLine.Ok;
        });
        return command;
    }
}
