using CsCheck;
using WebhookReceiver.Sending.Limits;

namespace WebhookReceiver.Tests.Sending;

/// <summary>The count of a recording peer, by its own clock, whatever happens on our side.</summary>
public sealed class PushRateLimiterTests
{
    private const int Limit = 90;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void In_a_day_of_bursts_restarts_reboots_and_clock_jumps_no_minute_has_more_than_ninety() =>
        Gen.Int[0, int.MaxValue].Sample(seed => BusiestMinute(seed, TimeSpan.FromHours(24)) <= Limit, iter: 6);

    [Fact]
    public void The_limit_is_used_up_where_there_is_enough_to_send()
    {
        using var folder = new TemporaryFolder();
        var clock = new Clock();
        using var limiter = new PushRateLimiter(Limit, folder.PathOf("window"), "boot", clock);
        var sent = 0;
        var end = clock.True + TimeSpan.FromMinutes(10);
        while (clock.True < end)
        {
            if (limiter.TryBegin() is { } permit)
            {
                sent++;
                limiter.End(permit);
            }
            else
            {
                clock.Pass(limiter.Wait);
            }
        }

        Assert.Equal(10 * Limit, sent);
    }

    [Fact]
    public void A_restart_knows_what_was_sent_before_and_for_how_long_it_still_counts()
    {
        using var folder = new TemporaryFolder();
        var clock = new Clock();
        using (var limiter = new PushRateLimiter(2, folder.PathOf("window"), "boot", clock))
        {
            limiter.End(limiter.TryBegin()!);
            clock.Pass(TimeSpan.FromSeconds(20));
            limiter.End(limiter.TryBegin()!);
            Assert.Null(limiter.TryBegin());
        }

        clock.Pass(TimeSpan.FromSeconds(10));
        using (var again = new PushRateLimiter(2, folder.PathOf("window"), "boot", clock))
        {
            Assert.Null(again.TryBegin());
            Assert.Equal(PushRateLimiter.Length - TimeSpan.FromSeconds(30), again.Wait);
        }

        // After a reboot the monotonic clock says nothing of earlier times: all of it may have been just now.
        clock.Reboot();
        using var other = new PushRateLimiter(2, folder.PathOf("window"), "another boot", clock);
        Assert.Equal(PushRateLimiter.Length, other.Wait);
    }

    [Fact]
    public void Spacing_begins_when_half_of_the_room_is_used()
    {
        using var folder = new TemporaryFolder();
        using var limiter = new PushRateLimiter(4, folder.PathOf("window"), "boot", new Clock());

        limiter.End(limiter.TryBegin()!);
        Assert.Equal(TimeSpan.Zero, limiter.Spacing);
        limiter.End(limiter.TryBegin()!);
        Assert.Equal(PushRateLimiter.Length / 4, limiter.Spacing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    public void A_file_that_was_cut_off_does_not_stop_anything(string content)
    {
        using var folder = new TemporaryFolder();
        folder.Write("window", content);

        using var limiter = new PushRateLimiter(Limit, folder.PathOf("window"), "boot", new Clock());

        Assert.Equal(TimeSpan.Zero, limiter.Wait);
    }

    /// <summary>Sends as much as allowed, with all possible faults, and returns the peer's count.</summary>
    private static int BusiestMinute(int seed, TimeSpan time)
    {
        using var folder = InMemory();
        var random = new Random(seed);
        var clock = new Clock();
        var peer = new List<TimeSpan>();
        var boot = 0;
        var end = clock.True + time;
        var limiter = Open();
        var burst = 0;
        while (clock.True < end)
        {
            switch (random.Next(2_000))
            {
                case 0:
                    clock.Pass(TimeSpan.FromSeconds(random.Next(90)));
                    Reopen();
                    break;
                case 1:
                    clock.Reboot();
                    boot++;
                    Reopen();
                    break;
                case 2:
                    clock.Jump(TimeSpan.FromMinutes(random.Next(-120, 120)));
                    break;
                case < 30:
                    burst = random.Next(400);
                    break;
            }

            if (burst == 0)
            {
                clock.Pass(TimeSpan.FromMilliseconds(random.Next(4_000)));
                burst = random.Next(20) == 0 ? 1 : 0;
            }
            else if (limiter.TryBegin() is { } permit)
            {
                burst--;
                Request(permit);
            }
            else
            {
                // Also a moment too early, as timers are.
                clock.Pass(limiter.Wait * (0.9 + (random.NextDouble() * 0.2)) + TimeSpan.FromMilliseconds(1));
            }
        }

        limiter.Dispose();
        return Busiest(peer);

        PushRateLimiter Open() => new(Limit, folder.PathOf("window"), $"boot {boot}", clock);

        void Reopen()
        {
            limiter.Dispose();
            limiter = Open();
        }

        // It arrives between its beginning and its end, unless a kill comes first.
        void Request(PushRateLimiter.Permit permit)
        {
            clock.Pass(TimeSpan.FromMilliseconds(random.Next(random.Next(50) == 0 ? 15_000 : 40)));
            peer.Add(clock.True);
            if (random.Next(1_000) == 0)
            {
                Reopen();
                return;
            }

            clock.Pass(TimeSpan.FromMilliseconds(random.Next(40)));
            limiter.End(permit);
        }
    }

    /// <summary>A day's requests are flushed one by one, which takes minutes on a disk.</summary>
    private static TemporaryFolder InMemory() =>
        Directory.Exists("/dev/shm") ? new TemporaryFolder("/dev/shm") : new TemporaryFolder();

    private static int Busiest(List<TimeSpan> requests)
    {
        var busiest = 0;
        var first = 0;
        for (var last = 0; last < requests.Count; last++)
        {
            while (requests[last] - requests[first] >= Minute)
            {
                first++;
            }

            busiest = Math.Max(busiest, last - first + 1);
        }

        return busiest;
    }

    /// <summary>True time, the monotonic clock of this boot, and a wall clock that jumps.</summary>
    private sealed class Clock : TimeProvider
    {
        private TimeSpan _booted;
        private TimeSpan _jumped;

        public TimeSpan True { get; private set; } = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => (True - _booted).Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(50) + True + _jumped;

        public void Pass(TimeSpan time) => True += time;

        public void Jump(TimeSpan time) => _jumped += time;

        public void Reboot()
        {
            True += TimeSpan.FromSeconds(1);
            _booted = True - TimeSpan.FromMilliseconds(10);
        }
    }
}
