using System.Net;
using Serilog.Events;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class AnswerTests : IAsyncLifetime
{
    private readonly WebhookApp _app = new(
        (
            "shop.yaml",
            """
            rules:
              - id: hours
                when: [opening hours, are you open]
                reply: We are open from 8 to 6.
              - id: thanks
                when: thanks
                reply: { silence: true }
            """
        )
    );

    [Fact]
    public async Task A_message_is_answered_by_the_rule_that_fits()
    {
        Assert.Equal("We are open from 8 to 6.", await _app.SayAsync("ARE YOU OPEN???"));
        Assert.Null(await _app.SayAsync("thanks"));
        Assert.Null(await _app.SayAsync("what is the meaning of life"));
    }

    [Fact]
    public async Task One_line_a_request_tells_what_happened_and_to_whom_only_as_a_hash()
    {
        await _app.SayAsync("opening hours");
        await _app.SayAsync("thanks");

        Assert.Collection(
            _app.Log.MessagesOf<AnswerLog>(),
            line =>
                Assert.Matches(
                    "^answered: reply by hours, channel 8, Text from [0-9a-f]{16}, [0-9.]+ ms, rules [0-9a-f]+$",
                    line
                ),
            line =>
                Assert.Matches(
                    "^answered: silence by thanks, channel 8, Text from [0-9a-f]{16}, [0-9.]+ ms, rules [0-9a-f]+$",
                    line
                )
        );
        Assert.DoesNotContain(_app.Log.Events, logEvent => logEvent.Level >= LogEventLevel.Error);
    }

    [Fact]
    public async Task An_echo_of_our_own_is_answered_with_silence_and_no_rule_is_asked()
    {
        var echo = WebhookApp
            .Payload("opening hours")
            .Replace("\"direction\":0", "\"direction\":1", StringComparison.Ordinal);
        using var response = await _app.PostAsync(echo);

        Assert.Equal("{}", await response.TextAsync());
        Assert.StartsWith(
            "answered: echo by -,",
            Assert.Single(_app.Log.MessagesOf<AnswerLog>()),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/webhook")]
    [InlineData("/events")]
    public async Task Messages_and_events_are_told_apart_by_their_shape_on_either_url(string path)
    {
        using var message = await _app.PostAsync(WebhookApp.Payload("opening hours"), path);
        using var report = await _app.PostAsync("""{"project_id":"31","event_id":1,"data":[]}""", path);

        Assert.Equal(
            """{"message-out":"We are open from 8 to 6.","delay":"0","type":"1"}""",
            await message.TextAsync()
        );
        Assert.Equal((HttpStatusCode.OK, "{}"), (report.StatusCode, await report.TextAsync()));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
