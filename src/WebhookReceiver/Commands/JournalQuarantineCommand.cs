using System.CommandLine;
using System.Globalization;
using System.Text;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Commands;

/// <summary><c>journal quarantine</c>: the bodies that could not be decoded.</summary>
internal static class JournalQuarantineCommand
{
    private const int TextInList = 60;

    public static Command Create(IReadOnlyList<string> settings) =>
        JournalReadingCommands.List(
            "quarantine",
            "List bodies that could not be read, newest first, or show one",
            new Argument<string?>("id") { Description = "Id of a body from the list, such as q3; prints it as JSON" },
            settings,
            (archive, asked, limit, output) =>
                asked is null
                    ? JournalReadingCommands.Print(archive.Quarantined(limit).Select(LineOf), output)
                    : Show(archive, asked, output)
        );

    private static int Show(IJournalArchive archive, string asked, TextWriter output)
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
