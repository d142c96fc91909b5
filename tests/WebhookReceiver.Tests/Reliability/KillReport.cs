using System.Globalization;
using System.Runtime.InteropServices;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>Writes the report of a long run for docs/reliability.md, from the run alone.</summary>
internal static class KillReport
{
    public static void WriteIfAsked(KillRunResult result)
    {
        var path = Environment.GetEnvironmentVariable("WR_REPORT");
        if (path is not null)
        {
            File.WriteAllText(path, Text(result));
        }
    }

    private static string Text(KillRunResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Reliability: {result.Kills} times kill -9

            Written by the ledger rig in `tests/WebhookReceiver.Tests/Reliability`. The real executable runs as a child process;
            a load generator plays the messaging platform: 16 connections, whatever got no 200 is delivered again, some
            messages are sent twice or three times at once, some are events, and every reply is compared with the first
            one for the same id. Half of the messages have state: counters, forms, cooldowns, follow-ups that go to a
            simulated Push API, and a plug-in that throws.
            The process is killed with SIGKILL at random instants and started again on the same folder. At the end every
            message is delivered once more, and the journal is exported and compared with what the platform saw.

            ```
            WR_KILLS={result.Kills} WR_SEED={result.Seed} WR_REPORT=docs/reliability.md dotnet test -c Release --filter-class '*KillTests'
            ```

            | | |
            | --- | --- |
            | kills | {result.Kills} |
            | seed | {result.Seed} |
            | duration | {result.Duration.TotalSeconds:F0} s |
            | messages sent | {result.Balance.Sent} |
            | messages answered with 200 | {result.Balance.Answered} |
            | deliveries, with redeliveries | {result.Deliveries} |
            | deliveries cut off by a kill | {result.Broken} |
            | deliveries refused (503 and the like), delivered again | {result.Refused} |
            | **acknowledged but missing** | **{result.Balance.Missing}** |
            | **two different replies for one id** | **{result.Balance.Different}** |
            | **committed twice** | **{result.Balance.Doubled}** |
            | messages with state (counters, forms, cooldowns, follow-ups, a failing plug-in) | {result.State.Checked} |
            | **counters that are wrong** | **{result.State.Counters}** |
            | **forms that end wrong** | **{result.State.Forms}** |
            | **cooldowns broken** | **{result.State.Cooldowns}** |
            | **wrong answers after the plug-in failed** | **{result.State.Crashes}** |
            | follow-ups promised | {result.State.Reminders} |
            | **neither sent nor reported as unknown** | **{result.State.Lost}** |
            | **sent twice** | **{result.State.Twice}** |
            | reported as unknown, since the kill hit their request | {result.State.Unknown} |
            | **stuck** | **{result.Balance.Stuck}** |
            | **accepted but not accounted for, at the end** | **{result.Balance.Unaccounted}** |
            | start to ready, median / longest | {result.MedianStart.TotalMilliseconds:F0} ms / {result.LongestStart.TotalMilliseconds:F0} ms |
            | machine | {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription} |

            With no failure in {result.Kills} kills the rule of three bounds the chance of one per kill below {300.0
                / result.Kills:F1} % (95 %).
            kill -9 stops the process, not the disk: what a power cut can do is shown by the tests that cut the unsynced tail of
            the write-ahead log at random bytes.

            """
        );
}
