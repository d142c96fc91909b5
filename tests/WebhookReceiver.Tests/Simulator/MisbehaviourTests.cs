using System.Net;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>Ordered failures of later pushes.</summary>
public sealed class MisbehaviourTests
{
    [Fact]
    public async Task A_failure_for_one_number_waits_for_it_and_lets_the_others_pass()
    {
        await using var simulator = new SimulatorApp();
        await simulator.FailAsync("""{"number":"447700900456","status":406}""");
        await simulator.FailAsync("""{"status":410}""");

        Assert.Contains(
            "\"status\":410",
            await simulator.PushTextAsync("447700900123", "hi"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"status\":100",
            await simulator.PushTextAsync("447700900123", "hi"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"status\":406",
            await simulator.PushTextAsync("447700900456", "hi"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"status\":100",
            await simulator.PushTextAsync("447700900456", "hi"),
            StringComparison.Ordinal
        );
    }

    private const string Push =
        $$"""{"token":"{{SimulatorApp.Token}}","application":"10","globalmessage":"hi","data":[{"number":"447700900123"},{"number":"447700900124"}]}""";

    [Theory]
    [InlineData("""{"http":500}""", HttpStatusCode.InternalServerError, "")]
    [InlineData("""{"http":429,"retryAfter":"60"}""", HttpStatusCode.TooManyRequests, "")]
    [InlineData("""{"http":302,"location":"https://elsewhere.example/"}""", HttpStatusCode.Found, "")]
    [InlineData("""{"status":101}""", HttpStatusCode.OK, """{"status":101,"message":"Service unavailable"}""")]
    [InlineData("""{"body":"<html>"}""", HttpStatusCode.OK, "<html>")]
    [InlineData("""{"body":"","padding":4}""", HttpStatusCode.OK, "    ")]
    public async Task The_next_push_fails_as_ordered_and_nothing_is_carried_out(
        string order,
        HttpStatusCode http,
        string body
    )
    {
        await using var simulator = new SimulatorApp();
        await simulator.FailAsync(order);

        Assert.Equal((http, body), await simulator.PostAsync("/api/v2/push", Push));
        Assert.Contains("\"messages\":[]", await simulator.GetAsync("/desk/pushes"), StringComparison.Ordinal);
        Assert.StartsWith("""{"status":100,""", await simulator.PushAsync(Push), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_are_served_in_turn_for_as_many_pushes_as_they_say()
    {
        await using var simulator = new SimulatorApp();
        await simulator.FailAsync("""{"next":2,"http":503}""");
        await simulator.FailAsync("""{"http":500}""");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
            statuses.Add((await simulator.PostAsync("/api/v2/push", Push)).Http);

        Assert.Equal(
            [
                HttpStatusCode.ServiceUnavailable,
                HttpStatusCode.ServiceUnavailable,
                HttpStatusCode.InternalServerError,
                HttpStatusCode.OK,
            ],
            statuses
        );
    }

    [Fact]
    public async Task Orders_can_be_taken_back()
    {
        await using var simulator = new SimulatorApp();
        await simulator.FailAsync("""{"http":503}""");
        using var cleared = await simulator.Http.DeleteAsync("/desk/failures", TestContext.Current.CancellationToken);

        Assert.Equal("[]", await simulator.GetAsync("/desk/failures"));
        Assert.StartsWith("""{"status":100,""", await simulator.PushAsync(Push), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partial_success_names_only_those_who_are_served()
    {
        await using var simulator = new SimulatorApp();
        await simulator.FailAsync("""{"recipients":1}""");

        Assert.Equal(
            """{"status":100,"push_id":"177244200000001","message":"Success","data":[{"msg_id":"177244200000002","number":"447700900123","credit":"0.005"}]}""",
            await simulator.PushAsync(Push)
        );
    }

    [Fact]
    public async Task A_push_may_be_carried_out_although_the_connection_is_cut()
    {
        await using var simulator = new SimulatorApp();
        await simulator.FailAsync("""{"cut":true,"accept":true}""");

        await Assert.ThrowsAnyAsync<Exception>(() => simulator.PostAsync("/api/v2/push", Push));

        Assert.Equal(
            $$"""[{"number":1,"at":"2026-03-02T09:00:00+00:00","path":"/api/v2/push","outcome":"misbehaved","pushId":"177244200000001","messages":[{"msgId":"177244200000002","channel":"10","number":"447700900123","text":"hi"},{"msgId":"177244200000003","channel":"10","number":"447700900124","text":"hi"}],"request":{{Push.Replace("\"token\":\"token-of-this-fixture\",", "", StringComparison.Ordinal)}}}]""",
            await simulator.GetAsync("/desk/pushes")
        );
    }

    [Fact]
    public async Task A_hanging_push_ends_when_the_caller_leaves()
    {
        await using var simulator = new SimulatorApp();
        simulator.UseKestrel();
        await simulator.FailAsync("""{"hang":true}""");

        var push = simulator.PostAsync("/api/v2/push", Push);
        await simulator.GetAsync("/desk/pushes?atLeast=1");
        simulator.Http.CancelPendingRequests();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => push);
        Assert.StartsWith("""{"status":100,""", await simulator.PushAsync(Push), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_with_an_unknown_word_is_refused()
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(HttpStatusCode.BadRequest, (await simulator.PostAsync("/desk/failures", """{"htpp":500}""")).Http);
    }
}
