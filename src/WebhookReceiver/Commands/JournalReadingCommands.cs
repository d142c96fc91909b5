using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Journal;
using WebhookReceiver.Journal.Sqlite;

namespace WebhookReceiver.Commands;

/// <summary><c>journal find</c>, <c>show</c> and <c>export</c>.</summary>
internal static class JournalReadingCommands
{
    private const int TextInList = 60;
    private const int DefaultLimit = 20;

    public static Command Find(IReadOnlyList<string> settings)
    {
        var asked = new Argument<string?>("what")
        {
            Description = "A number, a part of a text or a unique-id; nothing: the newest messages.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var limit = new Option<int>("--limit")
        {
            Description = "How many at most.",
            DefaultValueFactory = _ => DefaultLimit,
        };
        var command = new Command("find", "Lists messages, the newest first.") { asked, limit };
        command.SetAction(parsed =>
        {
            using var archive = JournalArchive.Open(JournalCommand.PlaceOf(settings).Database);
            foreach (var row in archive.Find(parsed.GetValue(asked), parsed.GetValue(limit)))
            {
                parsed.InvocationConfiguration.Output.WriteLine(LineOf(row));
            }

            return CommandLine.Ok;
        });
        return command;
    }

    public static Command Show(IReadOnlyList<string> settings)
    {
        var id = new Argument<long>("id") { Description = "The number that find prints first." };
        var command = new Command("show", "Prints one message with its reply and all that a replay needs, as JSON.")
        {
            id,
        };
        command.SetAction(parsed =>
        {
            using var archive = JournalArchive.Open(JournalCommand.PlaceOf(settings).Database);
            var row = archive.Show(parsed.GetRequiredValue(id));
            parsed.InvocationConfiguration.Output.WriteLine(
                row is null ? "There is no such message." : JsonOf(row, isIndented: true)
            );
            return row is null ? CommandLine.Failed : CommandLine.Ok;
        });
        return command;
    }

    public static Command Export(IReadOnlyList<string> settings)
    {
        var since = new Option<DateTimeOffset>("--since")
        {
            Description = "Only messages received then or later; default all.",
        };
        var command = new Command("export", "Prints all messages, the oldest first, one JSON object a line.") { since };
        command.SetAction(parsed =>
        {
            using var archive = JournalArchive.Open(JournalCommand.PlaceOf(settings).Database);
            foreach (var row in archive.Export(parsed.GetValue(since)))
            {
                parsed.InvocationConfiguration.Output.WriteLine(JsonOf(row, isIndented: false));
            }

            return CommandLine.Ok;
        });
        return command;
    }

    private static string LineOf(StoredRow row)
    {
        var reply =
            row.Reply is null ? "UNANSWERED"
            : Verdict.IsSilence(row.Reply) ? "silence"
            : row.RuleName ?? "-";
        var text = Printable(row.Message?.Text ?? "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Id, 8}  {row.ReceivedAt:yyyy-MM-dd HH:mm:ss}Z  {row.Sender ?? "-", -15}  {reply, -24}  {text}"
        );
    }

    private static string JsonOf(StoredRow row, bool isIndented)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, StoredMessage.Relaxed with { Indented = isIndented }))
        {
            row.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    // What a customer wrote must not move the cursor or turn the line round.
    private static string Printable(string text)
    {
        var cut = text.Length > TextInList ? text.AsSpan(0, TextInList) : text;
        var printable = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            var isSafe =
                Rune.GetUnicodeCategory(rune)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                );
            printable.Append(isSafe ? rune.ToString() : " ");
        }

        return printable.ToString();
    }
}
