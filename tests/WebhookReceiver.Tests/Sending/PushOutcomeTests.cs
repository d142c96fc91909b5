using System.Net;
using System.Text;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>The outcome of entries for every behaviour of the platform (protocol sheet, sections 4 to 6).</summary>
public sealed class PushOutcomeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_accepted_message_keeps_the_platforms_names_for_it()
    {
        using var rig = new SendingRig();
        await rig.AddAsync("447700900123", "Hello Ann");

        await rig.RunAsync();

        Assert.Equal(
            [
                """{"token":"token-of-this-rig","application":"10","priority":"0","globalmessage":"","globalmedia":"","data":[{"number":"447700900123","message":"Hello Ann","reference_number":"r1"}]}""",
            ],
            rig.Peer.Requests
        );
        var entry = await rig.Outbox.FindAsync("r1");
        Assert.Equal(
            (OutboxState.Accepted, "7000001", "9447700900123", null),
            (entry!.State, entry.PushId, entry.MessageId, entry.Detail)
        );
    }

    [Theory]
    [InlineData(402, "status 402: no recipient")]
    [InlineData(406, "status 406: not a valid mobile number")]
    [InlineData(407, "status 407: there is nothing to send")]
    [InlineData(409, "status 409: not a valid user")]
    [InlineData(410, "status 410: not a valid request")]
    [InlineData(802, "status 802: the contact has not written for 24 hours: only a template may be sent")]
    [InlineData(804, "status 804: no such template")]
    [InlineData(817, "status 817: no templates")]
    [InlineData(899, "status 899: the platform's documentation does not list it")]
    public async Task A_refusal_of_the_message_is_final(int status, string detail)
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.OK, $$"""{"status":{{status}},"message":"447700900123 is bad"}""");
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();

        Assert.Equal((OutboxState.Refused, detail), await rig.StateOfAsync("r1"));
        Assert.Single(rig.Peer.Requests);
    }

    [Theory]
    [InlineData(101, "the service is not available")]
    [InlineData(401, "check Sending:Token")]
    [InlineData(403, "top it up")]
    [InlineData(404, "the phone of this channel cannot be reached")]
    [InlineData(405, "the API is not part of the plan")]
    [InlineData(408, "the project is not active")]
    [InlineData(801, "not active")]
    public async Task What_stops_the_whole_project_makes_all_wait_and_is_told_once(int status, string words)
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.OK, $$"""{"status":"{{status}}"}""")
            .Then(HttpStatusCode.OK, $$"""{"status":{{status}}}""");
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();
        await rig.AddAsync("447700900124", "hi");
        await rig.RunAsync();
        Assert.Single(rig.Peer.Requests);
        rig.Journal.Time.Advance(Minute);
        await rig.RunAsync();
        rig.Journal.Time.Advance(Minute);
        await rig.RunAsync();

        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync("r1")).State);
        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync("r2")).State);
        Assert.Contains(words, Assert.Single(rig.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_pause_the_project_for_a_minute_and_lose_nothing()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.TooManyRequests).Then(HttpStatusCode.TooManyRequests, retryAfter: "120");
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();
        Assert.Equal((OutboxState.Throttled, "HTTP 429: too many requests"), await rig.StateOfAsync("r1"));
        await rig.RestartAsync();
        Assert.Equal(Minute, rig.Limiter.Wait);
        rig.Journal.Time.Advance(Minute);
        await rig.RunAsync();
        rig.Journal.Time.Advance(Minute);
        await rig.RunAsync();
        Assert.Equal(2, rig.Peer.Requests.Count);
        rig.Journal.Time.Advance(Minute);
        await rig.RunAsync();

        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync("r1")).State);
        Assert.Equal(
            [
                "Warning: The platform drops requests because there are too many (HTTP 429): sending pauses for 00:01:00. Nothing is lost. Check whether another program uses this token. This line appears at most once in 30 minutes",
            ],
            rig.Log.Lines
        );
    }

    [Fact]
    public async Task The_operator_is_written_to_once_in_30_minutes_of_too_many_requests_if_the_settings_name_him()
    {
        using var rig = new SendingRig(new SendingOptions { TellOperator = "+447700900999", Application = "10" });
        for (var i = 0; i < 40; i++)
        {
            rig.Peer.Then(HttpStatusCode.TooManyRequests);
        }

        await rig.AddAsync("447700900123", "hi");
        for (var minute = 0; minute < 29; minute++)
        {
            await rig.RunAsync();
            rig.Journal.Time.Advance(Minute);
        }

        var notice = Assert.Single(
            await rig.Journal.Journal.ListAsync(new OutboxQuery()),
            entry => entry.Contact.Sender == "447700900999"
        );
        Assert.Contains(
            "Sending paused for 60 s; nothing is lost",
            Encoding.UTF8.GetString(notice.Body.Span),
            StringComparison.Ordinal
        );
        Assert.Equal(("10", TimeSpan.FromMinutes(30)), (notice.Contact.Channel, notice.ExpiresAt - notice.CreatedAt));
    }

    [Fact]
    public async Task Without_a_connection_it_is_tried_again_ever_more_slowly_and_goes_out_once()
    {
        using var rig = new SendingRig();
        rig.Peer.IsAway = true;
        await rig.AddAsync("447700900123", "hi");
        var waits = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            await rig.RunAsync();
            var entry = await rig.Outbox.FindAsync("r1");
            Assert.Equal((OutboxState.Throttled, "no connection to the platform"), (entry!.State, entry.Detail));
            waits.Add((entry.NextAt - rig.Journal.Time.GetUtcNow()).TotalSeconds);
            rig.Journal.Time.Advance(entry.NextAt - rig.Journal.Time.GetUtcNow());
        }

        rig.Peer.IsAway = false;
        await rig.RunAsync();

        Assert.Single(rig.Peer.Requests);
        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync("r1")).State);
        Assert.All(
            waits.Index(),
            wait => Assert.InRange(wait.Item, Expected(wait.Index) * 0.5, Expected(wait.Index) * 1.5)
        );

        static double Expected(int attempt) => Math.Min(2 * Math.Pow(2, attempt), 300);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_nothing_counts_as_sent()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.TemporaryRedirect);
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();

        Assert.Equal(
            (OutboxState.Throttled, "HTTP 307: a redirect, which is not followed; check Sending:BaseUrl"),
            await rig.StateOfAsync("r1")
        );
    }

    [Theory]
    [InlineData("cut", "the connection broke before the answer")]
    [InlineData("html", "the answer could not be read")]
    [InlineData("endless", "the answer could not be read")]
    public async Task What_was_written_and_not_answered_is_unknown_and_never_sent_again_by_itself(
        string how,
        string why
    )
    {
        using var rig = new SendingRig();
        _ = how switch
        {
            "cut" => rig.Peer.ThenBreaks(),
            "html" => rig.Peer.Then(HttpStatusCode.OK, "<html>"),
            _ => rig.Peer.Then(HttpStatusCode.OK, """{"status":100}""" + new string(' ', 2 << 20)),
        };
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromHours(2));
        await rig.RunAsync();

        Assert.Equal((OutboxState.Unknown, why), await rig.StateOfAsync("r1"));
        Assert.Single(rig.Peer.Requests);
    }

    [Fact]
    public async Task What_must_arrive_at_least_once_is_sent_again_where_nobody_knows()
    {
        using var rig = new SendingRig();
        rig.Peer.ThenBreaks();
        await rig.AddAsync("447700900123", "hi", message => message with { AtLeastOnce = true });

        await rig.RunAsync();
        rig.Journal.Time.Advance(Minute);
        await rig.RunAsync();

        Assert.Equal(2, rig.Peer.Requests.Count);
        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync("r1")).State);
    }

    [Fact]
    public async Task Only_the_recipients_that_the_answer_leaves_out_are_sent_again()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(_ => PushPeer.Accept(["447700900122", "447700900124"]));
        foreach (var number in (string[])["447700900121", "447700900122", "447700900123", "447700900124"])
        {
            await rig.AddAsync(number, "hi");
        }

        await rig.RunAsync();
        rig.Journal.Time.Advance(Minute);
        await rig.RunAsync();

        Assert.Equal(2, rig.Peer.Requests.Count);
        Assert.Equal(["447700900121", "447700900123"], rig.Peer.Recipients.Last().Order());
        Assert.Equal(4, (await rig.Journal.Journal.CountAsync())[OutboxState.Accepted]);
    }

    [Theory]
    [InlineData("""[{"msg_id":91},{"msg_id":"92"}]""", "91", "92")]
    [InlineData("[]", null, null)]
    public async Task An_answer_without_numbers_names_the_messages_in_order_or_accepts_all(
        string items,
        string? first,
        string? second
    )
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.OK, $$"""{"status":100,"push_id":7,"data":{{items}}}""");
        await rig.AddAsync("447700900123", "hi");
        await rig.AddAsync("447700900124", "hi");

        await rig.RunAsync();

        Assert.Single(rig.Peer.Requests);
        foreach (var (reference, messageId) in ((string, string?)[])[("r1", first), ("r2", second)])
        {
            var entry = await rig.Outbox.FindAsync(reference);
            Assert.Equal(
                (OutboxState.Accepted, "7", messageId, null),
                (entry!.State, entry.PushId, entry.MessageId, entry.Detail)
            );
        }
    }

    [Fact]
    public async Task A_process_that_ends_in_a_request_leaves_that_one_unknown()
    {
        using var rig = new SendingRig();
        await rig.AddAsync("447700900123", "first");
        await rig.AddAsync("447700900123", "second");
        await rig.Outbox.TakeAsync(
            await rig.Outbox.LookAsync(rig.Journal.Time.GetUtcNow(), 9),
            rig.Journal.Time.GetUtcNow(),
            rig.Epoch
        );

        await rig.RestartAsync();
        await rig.RunAsync();

        Assert.Equal((OutboxState.Unknown, "the server ended while it was being sent"), await rig.StateOfAsync("r1"));
        Assert.Contains("\"second\"", Assert.Single(rig.Peer.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_with_an_end_of_its_own_is_given_up_then()
    {
        using var rig = new SendingRig();
        rig.Peer.IsAway = true;
        await rig.AddAsync("447700900123", "hi", expiresAfter: Minute);
        await rig.RunAsync();
        rig.Peer.IsAway = false;

        rig.Journal.Time.Advance(Minute);
        await rig.RunAsync();

        Assert.Equal((OutboxState.Dead, OutboxDetails.Expired), await rig.StateOfAsync("r1"));
        Assert.Empty(rig.Peer.Requests);
    }

    [Fact]
    public async Task A_message_that_waited_too_long_is_given_up()
    {
        using var rig = new SendingRig();
        rig.Peer.IsAway = true;
        await rig.AddAsync("447700900123", "hi");
        await rig.RunAsync();
        rig.Peer.IsAway = false;

        rig.Journal.Time.Advance(TimeSpan.FromDays(1));
        await rig.RunAsync();

        Assert.Equal((OutboxState.Dead, OutboxDetails.Expired), await rig.StateOfAsync("r1"));
        Assert.Empty(rig.Peer.Requests);
    }
}
