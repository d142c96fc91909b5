using System.Text.Json;
using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Commands;

/// <summary>Options of the verbs that only read, each with what it leaves out.</summary>
public sealed class ReadingOptionTests : IDisposable
{
    private readonly JournalRig _rig = new();

    private string[] Settings => [$"--Journal:Folder={Path.GetDirectoryName(_rig.Paths.Database)}"];

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Find_and_quarantine_end_at_their_limit()
    {
        await _rig.DeliverAsync(_rig.Message("id-1", "one"));
        await _rig.DeliverAsync(_rig.Message("id-2", "two"));
        await _rig.Journal.QuarantineAsync("json", "one"u8.ToArray());
        await _rig.Journal.QuarantineAsync("json", "two"u8.ToArray());

        var found = await Verb.RunAsync(JournalCommand.Create(Settings), "find", "--limit", "1");
        var bodies = await Verb.RunAsync(JournalCommand.Create(Settings), "quarantine", "--limit", "1");

        Assert.EndsWith("two", Assert.Single(found.Output.Split('\n')), StringComparison.Ordinal);
        Assert.EndsWith("two", Assert.Single(bodies.Output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_and_replay_begin_at_a_time()
    {
        await _rig.DeliverAsync(_rig.Message("id-1", "one"));
        _rig.Time.Advance(TimeSpan.FromHours(2));
        await _rig.DeliverAsync(_rig.Message("id-2", "two"), (_, _) => ValueTask.FromResult(JournalRig.Say("{}")));
        var since = JournalRig.Start.AddHours(1).ToString("O");
        _rig.Folder.Write("rules/a.yaml", "rules:\n  - reply: Hi.\n");

        var exported = await Verb.RunAsync(JournalCommand.Create(Settings), "export", "--since", since);
        var replayed = await Verb.RunAsync(
            ReplayCommand.Create(Settings),
            "--since",
            since,
            "--rules",
            _rig.Folder.PathOf("rules")
        );

        Assert.Equal("", replayed.Errors);
        using var line = JsonDocument.Parse(Assert.Single(exported.Output.Split('\n')));
        Assert.Equal(2, line.RootElement.GetProperty("id").GetInt32());
        Assert.Contains("1 ", replayed.Output.Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("2 ", replayed.Output.Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+44 7400 123456", 1)]
    [InlineData("447400123456", 1)]
    [InlineData("5215512345678", 1)]
    [InlineData("+52 55 1234 5678", 1)]
    [InlineData("447400123450", 0)]
    public async Task The_list_names_those_to_one_person(string number, int count)
    {
        await _rig.Journal.Outbox.AddAsync(OutboxTests.Entry("R1", "447400123456", "one"));
        await _rig.Journal.Outbox.AddAsync(OutboxTests.Entry("R2", "525512345678", "two"));

        var (_, output, _) = await Verb.RunAsync(OutboxCommand.Create(Settings), "list", "--to", number);

        Assert.Equal(count, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("sms", "+44 7700 900126", true)]
    [InlineData("sms", "447700900127", false)]
    [InlineData("8", "447700900126", false)]
    public async Task Explain_takes_a_channel_and_a_sender_and_prints_json(string channel, string from, bool answers)
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "a.yaml",
            "rules:\n  - { id: a, when: { words: hi, channel: sms, from: \"+447700900126\" }, reply: Found. }\n"
        );

        var (code, output, _) = await Verb.RunAsync(
            ExplainCommand.Create([]),
            "hi",
            "--rules",
            folder.Path,
            "--channel",
            channel,
            "--from",
            from,
            "--json"
        );

        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Equal(answers, output.Contains("Found.", StringComparison.Ordinal));
    }
}
