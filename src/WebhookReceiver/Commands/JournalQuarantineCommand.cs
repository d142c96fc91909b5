using System.CommandLine;
using System.Globalization;
using System.Text;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Commands;

/// <summary><c>journal quarantine</c>: the bodies that could not be decoded.</summary>
internal static class JournalQuarantineCommand
{
    private const int DefaultLimit = 20;
    private const int TextInList = 60;

    public static Command Create(IReadOnlyList<string> settings)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Id of a body from the list, such as q3; prints it as JSON",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var limit = new Option<int>("--limit")
        {
            Description = "Maximum number of entries",
            DefaultValueFactory = _ => DefaultLimit,
        };
        var command = new Command("quarantine", "List bodies that could not be read, newest first, or show one")
        {
            id,
            limit,
        };
        command.SetAction(parsed =>
        {
            using var archive = JournalArchive.Open(JournalCommand.PlaceOf(settings).Database);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(id) is { } asked)
            {
                return Show(archive, asked, output);
            }

            foreach (var body in archive.Quarantined(parsed.GetValue(limit)))
            {
                output.WriteLine(LineOf(body));
            }

            return CommandLine.Ok;
        });
        return command;
    }

    private static int Show(JournalArchive archive, string asked, TextWriter output)
    {
        var digits = asked.AsSpan(asked.StartsWith('q') ? 1 : 0);
        var found = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? archive.ShowQuarantined(id)
            : null;
        output.WriteLine(
            found is null ? "There is no such body." : JournalReadingCommands.JsonOf(found.WriteTo, isIndented: true)
        );
        return found is null ? CommandLine.Failed : CommandLine.Ok;
    }

    private static string LineOf(QuarantinedBody body) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{$"q{body.Id}", 8}  {body.StoredAt:yyyy-MM-dd HH:mm:ss}Z  {body.Reason, -14}  {body.Body.Length, 6} bytes  {Beginning(body)}"
        );

    /// <summary>In one line, without what could lead a terminal astray.</summary>
    private static string Beginning(QuarantinedBody body)
    {
        var text = Encoding.UTF8.GetString(body.Body.Span[..Math.Min(body.Body.Length, TextInList)]);
        return string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
    }
}
