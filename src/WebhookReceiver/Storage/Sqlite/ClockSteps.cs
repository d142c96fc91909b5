using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// What the store knows of the clocks: wall clock and steady clock at one instant, and the steps that the wall clock
/// has made.
/// </summary>
internal static class ClockSteps
{
    private const string Wall = "clock-wall";
    private const string Steady = "clock-steady";
    private const string Boot = "clock-boot";

    // The number of the last message before the step follows.
    private const string Step = "clock-step-";

    // No machine runs longer between two starts of this program: the stored times are of another clock.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public static void Write(SqliteConnection connection, ClockPair now, string boot)
    {
        Watermarks.Set(connection, Wall, now.Wall.UtcTicks);
        Watermarks.Set(connection, Steady, now.Steady.Ticks);
        Watermarks.Set(connection, Boot, NumberOf(boot));
    }

    /// <summary>
    /// The step of the wall clock since the pair was stored. After another boot only a step backwards is certain: what
    /// is later may simply be later.
    /// </summary>
    public static TimeSpan Since(SqliteConnection connection, ClockPair now, string boot)
    {
        if (Watermarks.Of(connection, Wall) is not (> 0 and var wall))
        {
            return TimeSpan.Zero;
        }

        var elapsed = now.Steady - new TimeSpan(Watermarks.Of(connection, Steady));
        if (Watermarks.Of(connection, Boot) == NumberOf(boot) && elapsed >= TimeSpan.Zero && elapsed < Longest)
        {
            return now.Wall - new DateTimeOffset(wall, TimeSpan.Zero) - elapsed;
        }

        var last = new DateTimeOffset(Math.Max(wall, LastStored(connection).UtcTicks), TimeSpan.Zero);
        return now.Wall < last ? now.Wall - last : TimeSpan.Zero;
    }

    /// <summary>Keeps a step, for what is read from the messages before it.</summary>
    /// <returns>The number of the last message before it.</returns>
    public static long Add(SqliteConnection connection, TimeSpan step)
    {
        var last = Database.Number(connection, "SELECT max(id) FROM message");
        var name = Step + last.ToString(CultureInfo.InvariantCulture);
        Watermarks.Set(connection, name, Watermarks.Of(connection, name) + step.Ticks);
        return last;
    }

    /// <summary>The steps, each with the number of the last message before it.</summary>
    public static IReadOnlyList<(long LastMessage, TimeSpan Step)> All(SqliteConnection connection)
    {
        var steps = new List<(long, TimeSpan)>();
        using var marks = new Statement(connection, $"SELECT name, value FROM mark WHERE name GLOB '{Step}*'");
        while (marks.Step())
        {
            var last = long.Parse(marks.Text(0)!.AsSpan(Step.Length), CultureInfo.InvariantCulture);
            steps.Add((last, new TimeSpan(marks.Integer(1))));
        }

        return steps;
    }

    private static DateTimeOffset LastStored(SqliteConnection connection) =>
        DateTimeOffset.FromUnixTimeSeconds(
            Database.Number(connection, "SELECT coalesce((SELECT stored FROM message ORDER BY id DESC LIMIT 1), 0)")
        );

    private static long NumberOf(string boot) => (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(boot));
}

/// <summary>Both clocks at one instant.</summary>
/// <param name="Wall">The wall clock, which may step.</param>
/// <param name="Steady">The clock that only ever goes on.</param>
internal readonly record struct ClockPair(DateTimeOffset Wall, TimeSpan Steady)
{
    private const int MostTries = 4;

    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    /// <summary>How far the wall clock is ahead of the steady one.</summary>
    public TimeSpan Offset => new(Wall.UtcTicks - Steady.Ticks);

    /// <summary>A process that was stopped between the two reads would see a step that nobody made.</summary>
    public static ClockPair Of(TimeProvider time)
    {
        var before = time.GetElapsedTime(0);
        for (var tries = 1; ; tries++)
        {
            var wall = time.GetUtcNow();
            var after = time.GetElapsedTime(0);
            if (after - before < Together || tries == MostTries)
            {
                return new ClockPair(wall, after);
            }

            before = after;
        }
    }
}
