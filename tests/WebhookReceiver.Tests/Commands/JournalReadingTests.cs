using WebhookReceiver.Storage;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Commands;

public sealed class JournalReadingTests
{
    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalRig.Postgres)]
    public async Task The_verbs_show_messages_events_and_what_is_sent_beside_each_other(string store)
    {
        using var rig = new JournalRig(store);
        await rig.DeliverAsync(rig.Message("id-1", "when do you open?", "447700900123"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await EventTests.ReportAsync(rig, EventTests.Delivered("R-1"));
        await rig.Journal.Outbox.AddAsync(
            OutboxTests.Entry("R-1", "447700900123", "later") with
            {
                CreatedAt = JournalRig.Start.AddMinutes(2),
            }
        );
        var found = await ServerProcess.RunAsync(["journal", "find", "+44 7700 900123", .. rig.Settings]);
        Assert.Equal(
            """
                  o1  2026-01-14 12:02:00Z  447700900123     Pending                   
                  e1  2026-01-14 12:01:00Z  -                DeliveryReport            project 4400
                   1  2026-01-14 12:00:00Z  447700900123     a rule                    when do you open?

            """,
            found.Output
        );
        var counts = await ServerProcess.RunAsync(["journal", "count", .. rig.Settings]);
        Assert.StartsWith("1 messages, 0 of them unanswered\n", counts.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\n1 events\n1 outgoing messages that wait, 0 that are sent",
            counts.Output,
            StringComparison.Ordinal
        );
        var shown = await ServerProcess.RunAsync(["journal", "show", "e1", .. rig.Settings]);
        Assert.Contains("\"eventId\": \"1\"", shown.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await ServerProcess.RunAsync(["journal", "show", "o2", .. rig.Settings])).Code);
        await rig.Journal.QuarantineAsync("json", "{\"number\":\n oops"u8.ToArray());
        await rig.Journal.QuarantineAsync("json", new byte[] { 0xFF, 0x01 });
        var quarantined = await ServerProcess.RunAsync(["journal", "quarantine", .. rig.Settings]);
        Assert.Matches(
            "^ +q2  .*Z  json +2 bytes  .*\n +q1  .*Z  json +16 bytes  {\"number\":  oops\n$",
            quarantined.Output
        );
        var body = await ServerProcess.RunAsync(["journal", "quarantine", "q1", .. rig.Settings]);
        Assert.Contains("\"body\": \"{\\\"number\\\":\\n oops\"", body.Output, StringComparison.Ordinal);
        var bytes = await ServerProcess.RunAsync(["journal", "quarantine", "2", .. rig.Settings]);
        Assert.Contains("\"bodyBase64\": \"/wE=\"", bytes.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await ServerProcess.RunAsync(["journal", "quarantine", "q9", .. rig.Settings])).Code);
        var exported = await ServerProcess.RunAsync(["journal", "export", .. rig.Settings]);
        Assert.Collection(
            exported.Output.TrimEnd().Split('\n'),
            line => Assert.StartsWith("{\"id\":1,", line, StringComparison.Ordinal),
            line => Assert.StartsWith("{\"event\":{\"id\":1,", line, StringComparison.Ordinal),
            line => Assert.StartsWith("{\"outbox\":{\"id\":1,\"reference\":\"R-1\"", line, StringComparison.Ordinal)
        );
    }
}
