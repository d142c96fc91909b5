namespace WebhookReceiver.Tests.Simulator;

public sealed class PushLogFileTests
{
    [Fact]
    public async Task The_file_has_a_line_for_every_push_and_only_grows()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("pushes.jsonl");
        await using (var first = new SimulatorApp().With("Platform:Log", file))
        {
            await first.PushTextAsync("447700900123", "schön");
            // In the file before the answer: what is read here does not wait for the end of the process.
            Assert.Single(await ReadAsync(file));
        }
        await using (var second = new SimulatorApp().With("Platform:Log", file))
        {
            await second.PushTextAsync("0", "hello");
        }

        Assert.Equal(
            [
                """{"number":1,"at":"2026-03-02T09:00:00+00:00","path":"/api/v2/push","outcome":"accepted","http":200,"status":100,"pushId":"177244200000001","messages":[{"msgId":"177244200000002","channel":"10","number":"447700900123","text":"schön"}],"request":{"application":"10","data":[{"number":"447700900123","message":"schön"}]}}""",
                """{"number":1,"at":"2026-03-02T09:00:00+00:00","path":"/api/v2/push","outcome":"refused","http":200,"status":406,"messages":[],"request":{"application":"10","data":[{"number":"0","message":"hello"}]}}""",
            ],
            await ReadAsync(file)
        );
    }

    private static async Task<string[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
