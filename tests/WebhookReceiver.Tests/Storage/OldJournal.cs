using System.Text.Json;
using WebhookReceiver.Tests.Golden;

namespace WebhookReceiver.Tests.Storage;

/// <summary>A journal of an earlier build, with that build's answers; see OldJournals/README.md.</summary>
/// <param name="Rules">The rules of its answers.</param>
/// <param name="LastReceived">Arrival of the last message; ticks, UTC.</param>
internal sealed record OldJournal(string Rules, long LastReceived, OldMessage[] Messages)
{
    private static readonly string Folder = Path.Combine(
        RepositoryRoot.Path,
        "tests",
        "WebhookReceiver.Tests",
        "Journal",
        "OldJournals"
    );

    public static string[] Names =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order()!];

    public static OldJournal Read(string name) =>
        JsonSerializer.Deserialize<OldJournal>(
            File.ReadAllText(Path.Combine(Folder, name + ".json")),
            JsonSerializerOptions.Web
        )!;

    /// <summary>A data folder with the files of that build.</summary>
    public static TemporaryFolder Copy(string name)
    {
        var data = GoldenData.Folder();
        File.Copy(Path.Combine(Folder, name + ".db"), data.PathOf("journal.db"));
        if (File.Exists(Path.Combine(Folder, name + ".spool")))
        {
            File.Copy(Path.Combine(Folder, name + ".spool"), data.PathOf("journal.spool"));
        }

        return data;
    }

    /// <summary>The present server over it, this long after the last message.</summary>
    public WebhookApp App(TemporaryFolder data, string rules, TimeSpan later)
    {
        var app = GoldenData.App(data, ("rules.yaml", rules)).With("Receiving:MaxEqualRepliesPerMinute", "0");
        app.Time!.SetUtcNow(new DateTimeOffset(LastReceived, TimeSpan.Zero) + later);
        return app;
    }
}

/// <summary>A delivery and its answer.</summary>
internal sealed record OldMessage(string Name, bool HasId, string Body, string Reply);
