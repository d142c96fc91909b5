using WebhookReceiver.Commands;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary><c>outbox list</c> over a journal of its own.</summary>
public sealed class OutboxListTests
{
    [Fact]
    public async Task The_list_names_what_only_a_person_can_settle()
    {
        using var rig = new JournalRig();
        await rig.Journal.Outbox.AddAsync(OutboxTests.Entry("R1", "447400123456", "Hello"));
        await rig.Journal.Outbox.AddAsync(OutboxTests.Entry("R2", "447400123457", "Hello"));
        var quiet = await ListAsync(rig);
        await rig.Journal.Outbox.TakeDueAsync(TimeProvider.System.GetUtcNow(), 10);
        Assert.Equal(
            new SendingEpoch(1, 2, "R1"),
            await rig.Journal.Outbox.BeginEpochAsync(JournalRig.Start, lease: 1)
        );

        var (code, output, _) = await ListAsync(rig, "--limit", "1");

        Assert.Equal(0, code);
        Assert.DoesNotContain("may or may not", quiet.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            "\n2 may or may not have gone out: see them with outbox list --state unknown --limit 2. A delivery report settles the ones that arrived. "
                + "Send one anew with outbox retry R1, all with outbox retry --state unknown: then somebody may get it twice.",
            output,
            StringComparison.Ordinal
        );
    }

    private static Task<(int Code, string Output, string Errors)> ListAsync(JournalRig rig, params string[] words) =>
        Verb.RunAsync(
            OutboxCommand.Create([$"--Journal:Folder={Path.GetDirectoryName(rig.Paths.Database)}"]),
            ["list", .. words]
        );
}
