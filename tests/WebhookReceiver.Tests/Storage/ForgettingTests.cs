using System.Text;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Tests.Storage;

public sealed class ForgettingTests
{
    private const string Number = "447700900777";
    private const string Secret = "my secret is pomegranate";

    [Fact]
    public async Task Nothing_of_a_forgotten_contact_is_in_any_file()
    {
        using var rig = new JournalRig();
        await FillAsync(rig);
        await rig.FailNextCommitAsync(SQLitePCL.raw.SQLITE_FULL, SQLitePCL.raw.SQLITE_FULL);
        await rig.DeliverAsync(rig.Message("spooled", Secret, Number), Personal(rig));
        string[] traces = [Number, Secret, "pomegranate", "for your eyes"];
        foreach (var trace in traces)
        {
            Assert.Contains(Files(rig), path => FileSearch.Contains(path, Encoding.UTF8.GetBytes(trace)));
        }

        await rig.HealthyAsync(health => health.Trouble is null);

        Assert.Equal(81, await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync("+44 7700 900777"));

        foreach (var trace in traces)
        {
            Assert.DoesNotContain(Files(rig), path => FileSearch.Contains(path, Encoding.UTF8.GetBytes(trace)));
        }

        Assert.Equal(80, rig.Count("SELECT count(*) FROM message"));
        Assert.Equal(81, rig.Count("SELECT count(*) FROM tombstone"));
        Assert.Empty(
            (await rig.Journal.LoadAsync(ContactKey.Of(rig.Message("any", sender: Number)))).At(rig.Time.GetUtcNow())
        );
        Assert.Equal(
            "40",
            (await rig.Journal.LoadAsync(ContactKey.Of(rig.Message("any", sender: "1")))).At(rig.Time.GetUtcNow())[
                "count"
            ]
        );
    }

    [Fact]
    public async Task A_redelivery_after_it_is_not_decided_anew_also_after_a_restart()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1", Secret, Number));
        await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync(Number);
        Assert.Equal("{}", await rig.DeliverAsync(rig.Message("id-1", Secret, Number)));
        rig.Restart();
        Assert.Equal("{}", await rig.DeliverAsync(rig.Message("id-1", Secret, Number)));
        Assert.Equal(1, rig.Decided);
        Assert.Equal("reply 2", await rig.DeliverAsync(rig.Message("id-2", Secret, Number)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_version_of_a_forgotten_contact_comes_again(bool restarts)
    {
        using var rig = new JournalRig();
        var contact = ContactKey.Of(rig.Message("any", sender: Number));
        for (var i = 0; i < 3; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}", Secret, Number), Personal(rig));
        }

        Assert.Equal(3, (await rig.Journal.LoadAsync(contact)).Version);
        await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync(Number);
        if (restarts)
        {
            rig.Restart();
        }

        var after = await rig.Journal.LoadAsync(contact);
        Assert.Equal(3, after.Version);
        Assert.True(after.Stored.IsEmpty);
        await rig.DeliverAsync(rig.Message("id-4", Secret, Number), Personal(rig));
        Assert.Equal(4, (await rig.Journal.LoadAsync(contact)).Version);
        // A contact who was never heard of: its versions are others than those of the erased one, which nobody knows any more.
        Assert.Equal(3, (await rig.Journal.LoadAsync(contact with { Sender = "447700900888" })).Version);
        await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync(Number);
        await rig.DeliverAsync(rig.Message("id-5", Secret, Number), Personal(rig));
        Assert.Equal(5, (await rig.Journal.LoadAsync(contact)).Version);
    }

    [Fact]
    public async Task A_state_from_before_the_erasure_never_replaces_one_from_after_it()
    {
        using var rig = new JournalRig();
        var message = rig.Message("id-1", Secret, Number);
        var contact = ContactKey.Of(message);
        await rig.DeliverAsync(message, Personal(rig));
        var old = await rig.Journal.LoadAsync(contact);
        await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync(Number);
        await rig.DeliverAsync(rig.Message("id-2", Secret, Number), Personal(rig));

        await rig.Journal.ChangeAsync(contact, old, old);

        Assert.Equal(2, (await rig.Journal.LoadAsync(contact)).Version);
    }

    [Fact]
    public async Task The_tombstone_is_a_keyed_hash_and_goes_after_seven_days()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1", Secret, Number));
        var key = new byte[MessageKey.Length];
        JournalRig.KeyOf(rig.Message("id-1", Secret, Number)).WriteTo(key);
        Assert.Contains(Files(rig), path => FileSearch.Contains(path, key.AsSpan(0, 8)));
        await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync(Number);
        Assert.DoesNotContain(Files(rig), path => FileSearch.Contains(path, key.AsSpan(0, 8)));

        rig.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(2));
        await rig.Sqlite.Writer.RunAsync(rig.Sqlite.Retention(rig.Options).Step);
        Assert.Equal(0, rig.Count("SELECT count(*) FROM tombstone"));
        Assert.Equal(0, rig.Sqlite.Tombstones.Count);
    }

    [Fact]
    public async Task Another_process_asks_and_the_server_does_it()
    {
        using var rig = new JournalRig();
        await FillAsync(rig);
        var asking = ForgetRequest.SendAsync(rig.Paths.Database, Number, TimeSpan.FromMinutes(1), rig.Time);
        var eraser = new Eraser(rig.Sqlite, rig.Contacts, rig.Index);
        while (!asking.IsCompleted)
        {
            await eraser.AnswerRequestsAsync();
            rig.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        Assert.Equal(80, await asking);
        Assert.Equal(0, rig.Count("SELECT count(*) FROM erasure"));
        Assert.DoesNotContain(Files(rig), path => FileSearch.Contains(path, Encoding.UTF8.GetBytes(Number)));
    }

    [Fact]
    public async Task While_a_message_of_the_contact_is_being_answered_nothing_is_forgotten()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1", Secret, Number), Personal(rig));
        var contact = ContactKey.Of(rig.Message("id-1", Secret, Number));
        var time = new FakeTimeProvider();
        var turns = new ContactLock(time);
        var eraser = new Eraser(rig.Sqlite, turns, rig.Index);
        var commands = new ContactCommands(rig.Journal, turns, time);
        Assert.True(await turns.AcquireAsync(contact, TimeSpan.Zero));

        foreach (var forgetting in (Task[])[eraser.ForgetAsync(Number), commands.ForgetOwnAsync(Number, "stopped")])
        {
            while (!forgetting.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            var refused = await Assert.ThrowsAsync<JournalUnavailableException>(() => forgetting);
            Assert.Equal("A message of this contact is being answered; try again.", refused.Message);
        }

        Assert.Equal(1, rig.Count("SELECT count(*) FROM message"));
        turns.Release(contact);
        Assert.Equal(1, await eraser.ForgetAsync(Number));
    }

    [Theory]
    [InlineData("447700900777", "447700900777", true)]
    [InlineData("447700900777", "+44 (7700) 900-777", true)]
    [InlineData("+44 7700 900777", "447700900777", true)]
    [InlineData("Friends @447700900777", "447700900777", true)]
    [InlineData("Ann", "ann", true)]
    [InlineData("447700900778", "447700900777", false)]
    [InlineData("1447700900777", "447700900777", false)]
    [InlineData("Room 12345", "12345", false)]
    [InlineData("12", "1 2", false)]
    [InlineData("", "", false)]
    public void A_contact_is_found_however_the_number_is_written(string stored, string asked, bool expected) =>
        Assert.Equal(expected, SenderMatch.IsOf(stored, asked));

    // Two alternating contacts, so that their rows share pages, with texts long enough for several pages.
    private static async Task FillAsync(JournalRig rig)
    {
        for (var i = 0; i < 80; i++)
        {
            await rig.DeliverAsync(rig.Message($"a-{i}", Secret + new string('x', i * 97), Number), Personal(rig));
            await rig.DeliverAsync(
                rig.Message($"b-{i}", "harmless", "1"),
                i < 40 ? SpoolingTests.Remembering(rig) : Personal(rig, "")
            );
        }

        await rig.Inbox.QuarantineAsync("json", Encoding.UTF8.GetBytes($"{{\"number\":\"{Number}\""));
    }

    private static Decide Personal(JournalRig rig, string text = "for your eyes") =>
        (_, _) =>
            ValueTask.FromResult(
                JournalRig.Say($"{text} {Number[..^3]}") with
                {
                    Changes = text.Length == 0 ? [] : [new ContactChange("secret", Secret)],
                    FollowUps =
                        text.Length == 0
                            ? []
                            : [new FollowUp(rig.Time.GetUtcNow(), Encoding.UTF8.GetBytes($"later, {Secret}"))],
                }
            );

    private static IEnumerable<string> Files(JournalRig rig) =>
        Directory.EnumerateFiles(rig.Folder.Path, "*", SearchOption.AllDirectories);
}
