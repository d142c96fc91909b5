using System.Text;
using WebhookReceiver.Decoding;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Sending;

/// <summary>Delivery reports update sent messages (protocol sheet, section 3).</summary>
public sealed class ReportTests
{
    [Theory]
    [InlineData("4", OutboxState.Accepted, null)]
    [InlineData("1", OutboxState.Delivered, null)]
    [InlineData("3", OutboxState.Read, null)]
    [InlineData("2", OutboxState.Failed, "the platform reports that it did not arrive: no credit")]
    [InlineData("5", OutboxState.Failed, "the platform reports that it did not arrive: no credit")]
    [InlineData("0", OutboxState.Accepted, null)]
    internal async Task A_report_is_matched_by_our_reference(string status, OutboxState expected, string? detail)
    {
        using var rig = new SendingRig();
        await SentAsync(rig);

        await ReportAsync(
            rig,
            $$"""{"push_id":"7","number":"447700900123","msg_id":"8","status":"{{status}}","reference_number":"r1","error_message":"no credit"}"""
        );

        Assert.Equal((expected, detail), await rig.StateOfAsync("r1"));
    }

    [Fact]
    public async Task Without_a_reference_the_platforms_id_will_do_and_news_never_go_backwards()
    {
        using var rig = new SendingRig();
        await SentAsync(rig);

        await ReportAsync(
            rig,
            """{"msg_id":9447700900123,"status":3}""",
            """{"msg_id":"9447700900123","status":"1"}""",
            """{"msg_id":"unknown","status":"2"}"""
        );

        Assert.Equal((OutboxState.Read, null), await rig.StateOfAsync("r1"));
    }

    [Fact]
    public async Task A_report_settles_what_was_unknown()
    {
        using var rig = new SendingRig();
        rig.Peer.ThenBreaks();
        await SentAsync(rig);
        Assert.Equal(OutboxState.Unknown, (await rig.StateOfAsync("r1")).State);

        await ReportAsync(rig, """{"msg_id":"8","status":"1","reference_number":"r1"}""");

        Assert.Equal((OutboxState.Delivered, null), await rig.StateOfAsync("r1"));
    }

    [Fact]
    public async Task What_fails_is_sent_on_the_other_channel_once_however_often_it_is_reported()
    {
        using var rig = new SendingRig();
        await SentAsync(rig, message => message with { IfFailed = new FollowUpInstead("3", "By SMS") });

        await ReportAsync(
            rig,
            """{"msg_id":"8","status":"2","reference_number":"r1"}""",
            """{"msg_id":"8","status":"5","reference_number":"r1"}"""
        );
        await rig.RunAsync();

        Assert.Equal(
            """{"token":"token-of-this-rig","application":"3","priority":"0","globalmessage":"","globalmedia":"","data":[{"number":"447700900123","message":"By SMS","reference_number":"r1-i"}]}""",
            rig.Peer.Requests[1]
        );
        Assert.Equal(2, rig.Peer.Requests.Count);
    }

    [Theory]
    [InlineData(false, OutboxState.Accepted)]
    [InlineData(true, OutboxState.Failed)]
    internal async Task A_filter_report_fails_a_message_only_where_the_settings_say_so(bool fails, OutboxState expected)
    {
        using var rig = new SendingRig(new SendingOptions { FilterReportsFail = fails });
        await SentAsync(rig);

        await KeepAsync(
            rig,
            """{"project_id":"1","event_id":2,"data":[{"msg_id":"9447700900123","status":"2"}]}""",
            DeliveryEventKind.NumberFilter
        );
        await rig.SettleAsync();

        Assert.Equal(expected, (await rig.StateOfAsync("r1")).State);
    }

    [Fact]
    public async Task What_became_of_a_message_is_brought_to_the_rules_as_it_gets_on()
    {
        using var rig = new SendingRig();
        await SentAsync(rig);

        await ReportAsync(
            rig,
            """{"msg_id":"8","status":"4","reference_number":"r1"}""",
            """{"msg_id":"8","status":"1","reference_number":"r1"}"""
        );
        await ReportAsync(
            rig,
            """{"msg_id":"8","status":"3","reference_number":"r1","push_id":"again"}""",
            """{"msg_id":"8","status":"1","reference_number":"r1","push_id":"late"}"""
        );

        Assert.Equal(
            ["delivered r1: 10 447700900123 hi", "read r1: 10 447700900123 hi"],
            rig.Happened.Distinct(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_refusal_is_brought_to_the_rules_as_a_failure()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(System.Net.HttpStatusCode.OK, """{"status":406}""");

        await SentAsync(rig);

        Assert.Equal(["failed r1: 10 447700900123 hi"], rig.Happened);
    }

    [Fact]
    public async Task Events_that_nobody_looked_at_for_a_day_settle_messages_but_are_no_news_to_rules()
    {
        using var rig = new SendingRig();
        await SentAsync(rig);
        await KeepAsync(
            rig,
            """{"event_id":4,"mobile":"447700900123","channel":"8"}""",
            DeliveryEventKind.NewSubscriber
        );
        await KeepAsync(
            rig,
            """{"event_id":1,"data":[{"status":"1","reference_number":"r1"}]}""",
            DeliveryEventKind.DeliveryReport
        );

        rig.Journal.Time.Advance(TimeSpan.FromDays(1));
        await rig.SettleAsync();

        Assert.Equal(OutboxState.Delivered, (await rig.StateOfAsync("r1")).State);
        Assert.Empty(rig.Happened);
    }

    [Theory]
    [InlineData(FollowUpKind.Reaction)]
    [InlineData(FollowUpKind.Instead)]
    internal async Task What_was_sent_because_of_an_event_is_no_event_to_rules(FollowUpKind kind)
    {
        using var rig = new SendingRig();
        await SentAsync(rig, message => message with { Kind = kind });

        await ReportAsync(rig, """{"msg_id":"8","status":"2","reference_number":"r1"}""");

        Assert.Equal(OutboxState.Failed, (await rig.StateOfAsync("r1")).State);
        Assert.Empty(rig.Happened);
    }

    [Fact]
    public async Task A_failure_that_the_message_has_a_second_channel_for_is_seen_to()
    {
        using var rig = new SendingRig();
        await SentAsync(rig, message => message with { IfFailed = new FollowUpInstead("3") });

        await ReportAsync(rig, """{"msg_id":"8","status":"2","reference_number":"r1"}""");

        Assert.Empty(rig.Happened);
    }

    [Theory]
    [InlineData(
        """{"project_id":"4400","event_id":4,"subscriber_id":"VP1","mobile":"447700900123","name":"Ann","channel":"8","message":"hi"}""",
        "new-subscriber 8 447700900123: 8 447700900123 hi"
    )]
    [InlineData(
        """{"project_id":"4400","event_id":4,"subscriber_id":"VP1","mobile":"","channel":5,"message":"hi"}""",
        "new-subscriber 5 VP1: 5 VP1 hi"
    )]
    [InlineData("""{"project_id":"4400","event_id":4}""", null)]
    [InlineData("""["\ud800"]""", null)]
    public async Task A_new_subscriber_is_brought_to_the_rules(string body, string? expected)
    {
        using var rig = new SendingRig();

        await KeepAsync(rig, body, DeliveryEventKind.NewSubscriber);
        await rig.SettleAsync();

        Assert.Equal(expected is null ? [] : [expected], rig.Happened);
    }

    private static async Task SentAsync(SendingRig rig, Func<FollowUpMessage, FollowUpMessage>? with = null)
    {
        await rig.AddAsync("447700900123", "hi", with);
        await rig.RunAsync();
    }

    private static async Task ReportAsync(SendingRig rig, params string[] items)
    {
        foreach (var item in items)
        {
            await KeepAsync(
                rig,
                $$"""{"project_id":"1","event_id":1,"data":[{{item}}]}""",
                DeliveryEventKind.DeliveryReport
            );
        }

        await rig.SettleAsync();
    }

    private static async Task KeepAsync(SendingRig rig, string body, DeliveryEventKind kind) =>
        await rig.Journal.Journal.CommitAsync(
            EventRecord.Of(
                new DeliveryEvent(kind, "1", "1", Encoding.UTF8.GetBytes(body), rig.Journal.Time.GetUtcNow())
            )
        );
}
