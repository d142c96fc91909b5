using System.Globalization;
using System.Text;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Commands;

/// <summary>The lines of <c>journal find</c>: messages, events and outgoing messages, by time.</summary>
internal static class JournalLines
{
    private const int TextInList = 60;

    public static IEnumerable<string> Of(IJournalArchive archive, string? asked, int limit) =>
        archive
            .Find(asked, limit)
            .Select(row => (At: row.ReceivedAt, Line: LineOf(row)))
            .Concat(archive.FindEvents(asked, limit).Select(report => (At: report.LastAt, Line: LineOf(report))))
            .Concat(archive.FindToSend(asked, limit).Select(entry => (At: entry.ChangedAt, Line: LineOf(entry))))
            .OrderByDescending(found => found.At)
            .Take(limit)
            .Select(found => found.Line);

    private static string LineOf(StoredRow row)
    {
        var reply =
            row.Reply is null ? "UNANSWERED"
            : MessageResult.IsSilence(row.Reply) ? "silence"
            : row.RuleName ?? "-";
        var said = Printable(row.Message?.Text ?? "");
        var text = row.Message?.Event is { } happened ? $"[{happened}] {said}" : said;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Id, 8}  {row.ReceivedAt:yyyy-MM-dd HH:mm:ss}Z  {row.Sender ?? "-", -15}  {reply, -24}  {text}"
        );
    }

    private static string LineOf(StoredEvent report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{$"e{report.Id}", 8}  {report.LastAt:yyyy-MM-dd HH:mm:ss}Z  {"-", -15}  {report.Kind, -24}  {Seen(report)}"
        );

    private static string LineOf(OutboxEntry entry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{$"o{entry.Id}", 8}  {entry.ChangedAt:yyyy-MM-dd HH:mm:ss}Z  {entry.Contact.Sender, -15}  {entry.State, -24}  {entry.Detail}"
        );

    private static string Seen(StoredEvent report) =>
        report.Times == 1 ? $"project {report.Project}" : $"project {report.Project}, {report.Times} times";

    // A contact's text must not move the cursor or reverse the line.
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
