using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Sending.Limits;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Tests.Golden;

/// <summary>Files of sending beside the journal, so that a restart keeps the limits.</summary>
public sealed class SendingFileTests
{
    [Fact]
    public void Who_was_reached_is_written_as_it_always_was()
    {
        using var folder = new TemporaryFolder();
        using var hash = new ContactHash([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);
        var time = new FakeTimeProvider(GoldenData.Start);
        using (var reached = new WarmUp(limit: 2, folder.PathOf("reached"), hash, time))
        {
            reached.Reach("8", "447700900123", GoldenData.Start);
            time.Advance(TimeSpan.FromMinutes(1));
            reached.Reach("101", "447700900124", GoldenData.Start.AddMinutes(1));
        }

        GoldenFile.Is("sending-reached.txt", File.ReadAllText(folder.PathOf("reached")));
    }

    [Fact]
    public void Instants_of_requests_are_written_as_they_always_were()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("window");
        using (var state = RateLimiterState.Open(path, "boot-1", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), out _))
        {
            state.Write(0, TimeSpan.FromSeconds(3_601), isDurable: false);
            state.Write(1, TimeSpan.Zero, isDurable: true);
            state.WritePause(TimeSpan.FromSeconds(3_700));
            state.WriteTold(TimeSpan.FromSeconds(3_650));
        }

        GoldenFile.Is("sending-window.txt", Convert.ToHexStringLower(File.ReadAllBytes(path)) + "\n");
    }
}
