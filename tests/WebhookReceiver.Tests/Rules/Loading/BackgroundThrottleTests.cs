using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>Work that can rest asks the clock between two pieces; work that cannot does not.</summary>
public sealed class BackgroundThrottleTests
{
    private const int Rules = 100;

    [Fact]
    public async Task Only_the_thread_of_the_work_rests_and_only_while_messages_are_answered()
    {
        Assert.Equal(0, await AskedByYieldAsync(isServing: false, BackgroundThrottle.Yield));
        Assert.Equal(1, await AskedByYieldAsync(isServing: true, BackgroundThrottle.Yield));
        Assert.Equal(0, await AskedByYieldAsync(isServing: true, OnAnotherThread));

        static void OnAnotherThread()
        {
            var other = new Thread(BackgroundThrottle.Yield);
            other.Start();
            other.Join();
        }
    }

    [Fact]
    public async Task Rules_rest_between_all_their_pieces_while_messages_are_answered_and_not_at_the_start()
    {
        var clock = new CountingClock();
        await using var folder = new WatchedFolder(clock);
        folder.Write("many.yaml", Many("old"));
        await folder.ScanAsync();
        var atTheStart = clock.Asked;

        folder.Write("many.yaml", Many("new"));
        await folder.ScanAsync();
        clock.Advance(ReloadState.SettleTime);
        clock.Asked = 0;
        Assert.Equal(ScanOutcome.Attempted, await folder.ScanAsync());

        // Six pieces of a rule's text, and one each when it is parsed, put into the index, prepared and reviewed.
        Assert.InRange(clock.Asked - atTheStart, Rules * 10, (Rules * 10) + 20);
    }

    private static string Many(string answer) =>
        "rules:\n" + string.Concat(Enumerable.Range(0, Rules).Select(i => $"- when: topic{i}\n  reply: {answer}\n"));

    private static async Task<int> AskedByYieldAsync(bool isServing, Action work)
    {
        var clock = new CountingClock();
        return await BackgroundThrottle.RunAsync(
            clock,
            isServing,
            () =>
            {
                clock.Asked = 0;
                work();
                return Task.FromResult(clock.Asked);
            }
        );
    }

    private sealed class CountingClock : FakeTimeProvider
    {
        public int Asked { get; set; }

        public override long GetTimestamp()
        {
            Asked++;
            return base.GetTimestamp();
        }
    }
}
