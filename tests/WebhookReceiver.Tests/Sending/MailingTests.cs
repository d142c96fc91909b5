using System.Globalization;
using System.Text.Json;
using WebhookReceiver.Tests.Reliability;

namespace WebhookReceiver.Tests.Sending;

/// <summary>
/// A personalised mailing by the real program, killed with SIGKILL at random instants. <c>WR_MAILING</c> sets the
/// number of recipients, <c>WR_MAILING_GATHER</c> the number per request.
/// </summary>
public sealed class MailingTests
{
    [Fact]
    public async Task Killed_again_and_again_a_mailing_reaches_each_once_but_for_those_it_reports_as_unknown()
    {
        var count = Setting("WR_MAILING", 400);
        var gather = Setting("WR_MAILING_GATHER", 8);
        using var folder = new TemporaryFolder();
        await using var platform = new PushEnd();
        folder.Write(
            "people.csv",
            "number,name,order\n"
                + string.Concat(Enumerable.Range(0, count).Select(i => $"+4474{i:00000000},Person {i},{i}\n"))
        );
        await using var receiver = new ReceiverProcess(folder.Path, platform.Settings(gather));
        await receiver.StartAsync();
        var started = TimeProvider.System.GetTimestamp();

        var sending = SendAllAsync(receiver, folder.PathOf("people.csv"));
        var kills = 0;
        var random = new Random(20261122);
        while (!sending.IsCompleted)
        {
            await LiveAsync(sending, TimeSpan.FromMilliseconds(random.Next(200, 2_500)));
            if (sending.IsCompleted)
            {
                break;
            }

            await receiver.KillAsync();
            kills++;
            await receiver.StartAsync();
        }

        var (runs, last) = await sending;
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        await receiver.StopAsync();
        var unknown = await PushEnd.NumbersAsync(receiver, "unknown", count);
        var accepted = await PushEnd.NumbersAsync(receiver, "accepted", count);
        var requests = await platform.RequestsAsync();
        var times = requests.SelectMany(numbers => numbers).CountBy(number => number).ToDictionary();
        var inDoubt = requests.Count(numbers => numbers.Any(unknown.Contains));
        var summary =
            $"{count} people, {requests.Count} requests, {kills} kills, {accepted.Count} accepted, {unknown.Count} unknown ({unknown.Count(times.ContainsKey)} of them sent) in {inDoubt} requests, {runs} runs of the verb, {elapsed.TotalSeconds:0} s; {last}";
        TestContext.Current.SendDiagnosticMessage(summary);

        Assert.True(count == accepted.Count + unknown.Count, summary);
        Assert.True(accepted.All(number => times.GetValueOrDefault(number) == 1), summary);
        Assert.True(unknown.All(number => times.GetValueOrDefault(number) <= 1), summary);
        Assert.True(times.Count <= count && inDoubt <= kills && unknown.Count <= kills * gather, summary);
    }

    [Fact]
    public async Task Ordered_again_a_mailing_sends_nothing_twice_and_bad_rows_are_named()
    {
        using var folder = new TemporaryFolder();
        await using var platform = new PushEnd();
        folder.Write(
            "good.csv",
            "name;number\nAnn {braces};+44 7400 123456\nBob;+44 7400 123457\nAnn;0044 7400 123456\n"
        );
        folder.Write("bad.csv", "number,name\n+44 7400 123458,Cy\n12,Di\n");
        await using var receiver = new ReceiverProcess(folder.Path, platform.Settings(gather: 100));
        await receiver.StartAsync();
        string[] Words(string file) =>
            ["send", "--csv", folder.PathOf(file), "--channel", "10", "--text", "Hello {name}", "--name", "autumn"];

        var first = await receiver.RunAsync(Words("good.csv"));
        var again = await receiver.RunAsync(Words("good.csv"));
        var bad = await receiver.RunAsync(Words("bad.csv"));
        var rest = await receiver.RunAsync([.. Words("bad.csv"), "--skip-bad"]);

        Assert.Equal(
            (0, "Mailing autumn: 2 people, 0 of them queued before; 1 row repeats a number.\n2 accepted\n"),
            first
        );
        Assert.Equal(
            (0, "Mailing autumn: 2 people, 2 of them queued before; 1 row repeats a number.\n2 accepted\n"),
            again
        );
        Assert.Equal(1, bad.Code);
        Assert.Equal(
            $"{folder.PathOf("bad.csv")}:3: this is not a phone number that can be reached; write it with + and its country code\nNothing was sent. Fix these rows, or leave them out with --skip-bad.\n",
            bad.Output
        );
        Assert.Equal(0, rest.Code);
        Assert.Equal(
            ["447400123456", "447400123457", "447400123458"],
            (await platform.RequestsAsync()).SelectMany(numbers => numbers).Order()
        );
        Assert.Contains(
            "Hello Ann {braces}",
            await platform.Simulator.GetAsync("/desk/pushes"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_row_without_a_value_that_the_template_needs_is_named_and_not_sent()
    {
        using var folder = new TemporaryFolder();
        await using var platform = new PushEnd();
        folder.Write(
            "people.csv",
            "number,name,note\n+44 7400 123456,Ann,\n+44 7400 123457,,\n+44 7400 123458,\" \",\n"
        );
        await using var receiver = new ReceiverProcess(folder.Path, platform.Settings(gather: 100));
        await receiver.StartAsync();
        string[] words = ["send", "--csv", folder.PathOf("people.csv"), "--template", "XY1234", "--value", "name"];

        var refused = await receiver.RunAsync(words);
        var (code, _) = await receiver.RunAsync([.. words, "--skip-bad"]);

        Assert.Equal(1, refused.Code);
        Assert.Equal(
            string.Concat(
                $"{folder.PathOf("people.csv")}:3: 'name' is empty, and the template needs it\n",
                $"{folder.PathOf("people.csv")}:4: 'name' is empty, and the template needs it\n",
                "Nothing was sent. Fix these rows, or leave them out with --skip-bad.\n"
            ),
            refused.Output
        );
        Assert.Equal(0, code);
        Assert.Equal(["447400123456"], (await platform.RequestsAsync()).SelectMany(numbers => numbers));
    }

    [Fact]
    public async Task A_message_is_sent_shown_cancelled_and_retried_by_hand()
    {
        using var folder = new TemporaryFolder();
        await using var platform = new PushEnd();
        await using var receiver = new ReceiverProcess(folder.Path, platform.Settings(gather: 100));
        await receiver.StartAsync();

        var sent = await receiver.RunAsync("send", "+44 7400 123456", "Hello", "--channel", "10", "--reference", "a");
        var refused = await receiver.RunAsync("send", "07400 123456", "Hello");
        var later = await receiver.RunAsync(
            "send",
            "+44 7400 123456",
            "Hello",
            "--channel",
            "10",
            "--reference",
            "b",
            "--at-least-once",
            "--at",
            "2099-01-01T00:00Z",
            "--wait",
            "00:00:00"
        );
        var cancelled = await receiver.RunAsync("outbox", "cancel", "b", "c");
        var listed = await receiver.RunAsync("outbox", "list", "--state", "cancelled");
        var retried = await receiver.RunAsync("outbox", "retry", "--state", "cancelled");
        var none = await receiver.RunAsync("outbox", "retry", "--state", "dead");
        var nobody = await receiver.RunAsync("outbox", "retry");
        var kept = await receiver.RunAsync("outbox", "retry", "a");
        using var shown = JsonDocument.Parse((await receiver.RunAsync("outbox", "show", "a")).Output);

        Assert.Equal((0, "a: accepted\n"), sent);
        Assert.Equal(
            (1, "Not sent: the number has no country code; write it with +, or set Sending:Region.\n"),
            refused
        );
        Assert.Equal(
            (0, "b: pending\nThe server with these settings will send it. Check with: outbox show b\n"),
            later
        );
        Assert.Equal((1, "b: pending before, cancelled now\nc: There is no such message.\n"), cancelled);
        Assert.Matches("^      o2  .*Z  b +10   447400123456     cancelled   cancelled by hand\n$", listed.Output);
        Assert.Equal((0, "b: cancelled before, pending now\n"), retried);
        Assert.Equal((0, "No message is dead.\n"), none);
        Assert.Equal(2, nobody.Code);
        Assert.Equal((1, "a: it is accepted, so this is not possible\n"), kept);
        using var again = JsonDocument.Parse((await receiver.RunAsync("outbox", "show", "b")).Output);
        Assert.EndsWith(
            "\"atLeastOnce\":true}",
            again.RootElement.GetProperty("outbox").GetProperty("body").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("a", shown.RootElement.GetProperty("outbox").GetProperty("reference").GetString());
        Assert.Equal(
            2,
            (await platform.Simulator.GetAsync("/desk/pushes?atLeast=2"))
                .Split("\"number\":\"447400123456\",\"text\"")
                .Length - 1
        );
    }

    /// <summary>
    /// Lets the process run: the random instant of the kill is the purpose of this test, not a wait for a result.
    /// </summary>
    private static async Task LiveAsync(Task sending, TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await Task.WhenAny(sending, timer.WaitForNextTickAsync().AsTask());
    }

    /// <summary>Repeats the mailing until the command reports success: kills may interrupt it, too.</summary>
    private static async Task<(int Runs, string Last)> SendAllAsync(ReceiverProcess receiver, string people)
    {
        for (var run = 1; ; run++)
        {
            var (code, output) = await receiver.RunAsync("send", "--csv", people, "--template", "XY1234");
            if (code == 0)
            {
                return (run, output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
            }

            Assert.True(run < 1_000, output);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
