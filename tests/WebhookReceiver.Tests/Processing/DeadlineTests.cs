using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Processing;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_answer_that_is_not_durable_within_the_deadline_is_refused_and_found_by_the_next_delivery()
    {
        await using var app = Greeting();
        using var disk = StopDisk(app);
        var answering = app.PostAsync(WebhookApp.Payload("hi"));
        await AdvanceUntilAsync(app, answering);

        using var late = await answering;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), late.Headers.RetryAfter?.Delta);
        Assert.Contains("\"error\":\"journal\"", await late.TextAsync(), StringComparison.Ordinal);

        disk.Set();
        using var again = await app.PostAsync(WebhookApp.Payload("hi"));
        Assert.Equal("""{"message-out":"Hello!","delay":"0","type":"1"}""", await again.TextAsync());
    }

    [Fact]
    public async Task An_answer_that_is_durable_just_within_the_deadline_is_given()
    {
        await using var app = Greeting();
        using var disk = StopDisk(app);
        var answering = app.PostAsync(WebhookApp.Payload("hi"));
        app.Time!.Advance(Deadline - TimeSpan.FromMilliseconds(1));
        disk.Set();

        using var answer = await answering;
        Assert.Equal("""{"message-out":"Hello!","delay":"0","type":"1"}""", await answer.TextAsync());
    }

    private static WebhookApp Greeting() =>
        new(("rules.yaml", "rules:\n  - id: greeting\n    when: hi\n    reply: Hello!\n"))
        {
            Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero)),
        };

    /// <summary>Blocks every commit until the event is set.</summary>
    private static ManualResetEventSlim StopDisk(WebhookApp app)
    {
        var go = new ManualResetEventSlim();
        var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
        _ = journal.Writer.RunAsync(_ =>
        {
            go.Wait(TestContext.Current.CancellationToken);
            return true;
        });
        return go;
    }

    private static async Task AdvanceUntilAsync(WebhookApp app, Task reached)
    {
        while (!reached.IsCompleted)
        {
            app.Time!.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
