using System.Globalization;

namespace WebhookReceiver.Tests.Rules.Reloading;

public sealed class TurnsTests
{
    /// <summary>As many as make it worth the collector's while not to do it at once.</summary>
    private const int Rules = 3_000;

    private const int UsualNice = 0;
    private const int BehindNice = 5;

    [Fact]
    public async Task What_collects_beside_messages_steps_back_behind_them_when_rules_are_swapped()
    {
        using var server = ServerProcess.Start([]);
        await SaysAsync(server, "one");
        await server.OutputUntilAsync("Application started");
        // The book before goes beside the messages: only now there is a thread for it.
        await SaysAsync(server, "two");
        await SaysAsync(server, "three");

        Assert.Equal(BehindNice, NiceOf(server.Id, ".NET BGC"));
        Assert.Equal(UsualNice, NiceOf(server.Id, "journal"));
        Assert.Equal(UsualNice, NiceOf(server.Id, ".NET Sockets"));
    }

    private static async Task SaysAsync(ServerProcess server, string reply)
    {
        await File.WriteAllTextAsync(
            Path.Combine(server.RulesFolder, "rules.yaml"),
            "rules:\n" + string.Concat(Enumerable.Range(1, Rules).Select(i => $"- when: topic{i}\n  reply: {reply}\n")),
            TestContext.Current.CancellationToken
        );
        await server.OutputUntilAsync($"Rules are live: {Rules} rules");
    }

    /// <summary>Of all threads with this name, the lowest.</summary>
    private static int NiceOf(int process, string name) =>
        Directory
            .GetDirectories($"/proc/{process}/task")
            .Where(thread => File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd() == name)
            .Select(thread => File.ReadAllText(Path.Combine(thread, "stat")))
            // The 19th value; the second one, the name, may hold spaces.
            .Select(stat => int.Parse(stat.Split(')')[^1].Split(' ')[17], CultureInfo.InvariantCulture))
            .Min();
}
