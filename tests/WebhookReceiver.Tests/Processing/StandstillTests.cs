using System.Net;
using WebhookReceiver.Processing;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Tests.Processing;

/// <summary>The process stands still while contacts wait: a suspended machine, a debugger, a signal.</summary>
public sealed class StandstillTests
{
    private const string Rules = """
        rules:
          - id: order
            when: order <n>
            lookup: { get: "https://api.example.com/{{ n | url_encode }}", failed: Later. }
            reply: "{{ lookup.state }}"
          - { id: hi, when: hi, reply: Hello! }

        """;

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(3_600)]
    public async Task Nobody_who_waited_gets_silence_and_nobody_is_blamed(int seconds)
    {
        var time = new StoppableTime();
        var found = new TaskCompletionSource<LookupOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = new WebhookApp(("a.yaml", Rules))
        {
            Time = time,
            LookUp = (_, _, _) =>
            {
                asked.TrySetResult();
                return new ValueTask<LookupOutcome>(found.Task);
            },
        };
        using var deadlines = new SemaphoreSlim(0);
        time.Watch = (TimeSpan.FromSeconds(10), () => deadlines.Release());
        var first = app.PostAsync(WebhookApp.Payload("order 7", id: "1"));
        await asked.Task;
        await deadlines.WaitAsync(TestContext.Current.CancellationToken);
        var second = app.PostAsync(WebhookApp.Payload("hi", id: "2"));
        // The deadline is set once the message waits for its contact.
        await deadlines.WaitAsync(TestContext.Current.CancellationToken);

        time.Stop(TimeSpan.FromSeconds(seconds));
        if (seconds > 10)
        {
            // The caller's time is up: it comes again.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await first).StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await second).StatusCode);
        }

        found.SetResult(new LookupOutcome(LookupKind.Found, """{"state":"on its way"}"""));
        using var firstAgain = await app.PostAsync(WebhookApp.Payload("order 7", id: "1"));
        using var secondAgain = await app.PostAsync(WebhookApp.Payload("hi", id: "2"));

        Assert.Contains("on its way", await firstAgain.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("Hello!", await secondAgain.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(app.Log.MessagesOf<Inbox>());
        Assert.Empty(app.Log.MessagesOf<DecisionLog>());
        (await first).Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_look_up_that_was_on_its_way_is_not_given_up()
    {
        var time = new StoppableTime();
        using var running = new WebhookReceiver.Hosting.RunningTime(time);
        using var server = new Waiting();
        using var answer = new HttpResponseMessage { Content = new StringContent("{}") };
#pragma warning disable CA2000 // the client disposes of its handler
        using var client = new LookupClient(
            new HttpMessageInvoker(server),
            Microsoft.Extensions.Options.Options.Create(
                new WebhookReceiver.Rules.RulesOptions { LookupHosts = ["api.example.com"] }
            ),
            running,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<LookupClient>.Instance
        );
#pragma warning restore CA2000
        var asking = client
            .LookUpAsync(
                new LookupRequest(new Uri("https://api.example.com/a")),
                TimeSpan.FromSeconds(2),
                TestContext.Current.CancellationToken
            )
            .AsTask();

        time.Stop(TimeSpan.FromMinutes(5));
        Assert.False(asking.IsCompleted);
        server.Answer.SetResult(answer);

        Assert.Equal(LookupKind.Found, (await asking).Kind);
    }

    private sealed class Waiting : HttpMessageHandler
    {
        public TaskCompletionSource<HttpResponseMessage> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Answer.Task;
    }
}
