using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Commands;

/// <summary><c>journal find</c>, <c>show</c>, <c>export</c> and <c>count</c>.</summary>
internal static class JournalReadingCommands
{
    private const int DefaultLimit = 20;

    public static Command Find(IReadOnlyList<string> settings) =>
        List(
            "find",
            "List messages, events (e…) and outgoing messages (o…), newest first",
            new Argument<string?>("what")
            {
                Description = "A number, part of a text, or a unique-id (default: the newest messages)",
            },
            settings,
            (archive, asked, limit, output) => Print(JournalLines.Of(archive, asked, limit), output)
        );

    /// <summary>A command that reads the journal, with an argument and an option for the number of entries.</summary>
    public static Command List(
        string name,
        string description,
        Argument<string?> asked,
        IReadOnlyList<string> settings,
        Func<IJournalArchive, string?, int, TextWriter, int> read
    )
    {
        asked.Arity = ArgumentArity.ZeroOrOne;
        var limit = new Option<int>("--limit")
        {
            Description = "Maximum number of entries",
            DefaultValueFactory = _ => DefaultLimit,
        };
        var command = new Command(name, description) { asked, limit };
        command.SetAction(parsed =>
        {
            using var archive = JournalCommand.PlaceOf(settings).OpenArchive();
            return read(archive, parsed.GetValue(asked), parsed.GetValue(limit), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    public static int Print(IEnumerable<string> lines, TextWriter output)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }

        return CommandLine.Ok;
    }

    public static Command Show(IReadOnlyList<string> settings)
    {
        var id = new Argument<string>("id") { Description = "Id from 'journal find', such as 12, e12 or o12" };
        var command = new Command("show", "Print one message, its reply and all that a replay needs, as JSON") { id };
        command.SetAction(parsed =>
        {
            using var archive = JournalCommand.PlaceOf(settings).OpenArchive();
            var shown = ObjectOf(archive, parsed.GetRequiredValue(id));
            parsed.InvocationConfiguration.Output.WriteLine(shown ?? "There is no such message.");
            return shown is null ? CommandLine.Failed : CommandLine.Ok;
        });
        return command;
    }

    public static Command Export(IReadOnlyList<string> settings)
    {
        var since = OptionParsers.Instant("--since", "Only entries received at this time or later (default: all)");
        var command = new Command(
            "export",
            "Print all messages, then all events, then all outgoing messages, oldest first, one JSON object a line"
        )
        {
            since,
        };
        command.SetAction(parsed =>
        {
            using var archive = JournalCommand.PlaceOf(settings).OpenArchive();
            var output = parsed.InvocationConfiguration.Output;
            var from = parsed.GetValue(since) ?? DateTimeOffset.MinValue;
            foreach (var row in archive.Export(from))
            {
                output.WriteLine(JsonOf(row.WriteTo, isIndented: false));
            }

            foreach (var report in archive.ExportEvents(from))
            {
                output.WriteLine(JsonOf(json => ArchiveJson.Write(json, report), isIndented: false));
            }

            foreach (var entry in archive.FindToSend(asked: null, int.MaxValue).Reverse())
            {
                if (entry.CreatedAt >= from)
                {
                    output.WriteLine(JsonOf(json => ArchiveJson.Write(json, entry), isIndented: false));
                }
            }

            return CommandLine.Ok;
        });
        return command;
    }

    public static Command Count(IReadOnlyList<string> settings)
    {
        var command = new Command("count", "Count the entries of each kind");
        command.SetAction(parsed =>
        {
            using var archive = JournalCommand.PlaceOf(settings).OpenArchive();
            var counts = archive.Count();
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"{counts.Messages} messages, {counts.Unanswered} of them unanswered");
            output.WriteLine($"{counts.Contacts} contacts with stored state");
            output.WriteLine($"{counts.Events} events");
            output.WriteLine($"{counts.ToSend} outgoing messages that wait, {counts.Sent} that are sent or closed");
            output.WriteLine($"{counts.Unreadable} bodies that could not be read");
            output.WriteLine($"{counts.Erased} erased messages whose redelivery is still recognised");
            return CommandLine.Ok;
        });
        return command;
    }

    private static string? ObjectOf(IJournalArchive archive, string id)
    {
        var number = id.AsSpan(id.StartsWith('e') || id.StartsWith('o') ? 1 : 0);
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            return null;
        }

        Action<Utf8JsonWriter>? write = id[0] switch
        {
            'e' => archive.ShowEvent(row) is { } report ? json => ArchiveJson.Write(json, report) : null,
            'o' => archive.ShowToSend(row) is { } entry ? json => ArchiveJson.Write(json, entry) : null,
            _ => archive.Show(row) is { } message ? message.WriteTo : null,
        };
        return write is null ? null : JsonOf(write, isIndented: true);
    }

    /// <summary>The JSON as text.</summary>
    public static string JsonOf(Action<Utf8JsonWriter> write, bool isIndented)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, StoredMessage.Relaxed with { Indented = isIndented }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
