namespace WebhookReceiver.Tests.Storage;

/// <summary>An update keeps the promise of earlier versions: a redelivered message gets its first bytes.</summary>
public sealed class OldJournalTests
{
    private const string Anew = "rules:\n  - stage: fallback\n    reply: Decided anew.\n";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Journals => [.. OldJournal.Names];

    public static TheoryData<string> Conversations =>
        [.. OldJournal.Names.Where(name => OldJournal.Read(name).Rules.Contains("ask:", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Journals))]
    public async Task Every_message_of_an_old_journal_gets_its_bytes_again(string name)
    {
        var old = OldJournal.Read(name);
        using var data = OldJournal.Copy(name);
        Assert.Empty(await ChangedAsync(old, data));
        // Also after the next start, when the store has everything from the spool.
        Assert.Empty(await ChangedAsync(old, data));
    }

    [Theory]
    [MemberData(nameof(Journals))]
    public async Task Ten_seconds_later_a_message_without_an_id_is_another_one(string name)
    {
        var old = OldJournal.Read(name);
        using var data = OldJournal.Copy(name);
        await using var app = old.App(data, Anew, TimeSpan.FromSeconds(10));

        var without = old.Messages.Where(message => !message.HasId).ToArray();
        Assert.NotEmpty(without);
        Assert.Equal(
            without.Select(message => $"{message.Name}: {message.Reply} became {Decided("Decided anew.")}"),
            await ChangedAsync(app, without)
        );
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task A_conversation_in_an_old_journal_goes_on(string name)
    {
        var old = OldJournal.Read(name);
        using var data = OldJournal.Copy(name);
        await using var app = old.App(data, old.Rules, Soon);
        var last = old.Messages.Single(message => message.Name == "a form goes on");

        using var response = await app.PostAsync(
            last.Body.Replace("\"message-in\": \"4\"", "\"message-in\": \"friday\"", StringComparison.Ordinal)
                .Replace("m-12", "m-next", StringComparison.Ordinal)
        );

        Assert.Equal(Decided("4 on friday."), await response.TextAsync());
    }

    private static async Task<List<string>> ChangedAsync(OldJournal old, TemporaryFolder data)
    {
        await using var app = old.App(data, Anew, Soon);
        return await ChangedAsync(app, old.Messages);
    }

    private static async Task<List<string>> ChangedAsync(WebhookApp app, IEnumerable<OldMessage> messages)
    {
        var changed = new List<string>();
        foreach (var message in messages)
        {
            using var response = await app.PostAsync(message.Body);
            var reply = await response.TextAsync();
            if (reply != message.Reply)
            {
                changed.Add($"{message.Name}: {message.Reply} became {reply}");
            }
        }

        return changed;
    }

    private static string Decided(string text) => $$"""{"message-out":"{{text}}","delay":"0","type":"1"}""";
}
