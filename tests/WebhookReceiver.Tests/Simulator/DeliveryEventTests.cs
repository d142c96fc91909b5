namespace WebhookReceiver.Tests.Simulator;

/// <summary>The event webhook (protocol sheet, section 3).</summary>
public sealed class DeliveryEventTests
{
    [Fact]
    public async Task A_message_is_submitted_then_delivered_then_read()
    {
        await using var peer = await Peer.StartAsync((500, "not read"));
        await using var simulator = new SimulatorApp().With("Calling:Events", peer.Url);
        await simulator.PushAsync(
            $$"""{"token":"{{SimulatorApp.Token}}","application":"10","globalmedia":"https://files.example.net/p.jpg","data":[{"number":"447700900123","message":"Order 5 left","reference_number":"R-9"}]}"""
        );

        simulator.Time.Advance(TimeSpan.FromSeconds(1));
        simulator.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([Report("4"), Report("1"), Report("3")], await peer.BodiesAsync(3));

        static string Report(string status) =>
            $$"""{"project_id":"10777","event_id":1,"data":[{"push_id":"177244200000001","number":"447700900123","msg_id":"177244200000002","status":"{{status}}","reference_number":"R-9","message":"Order 5 left","media":"https://files.example.net/p.jpg","message_type":"image","channel_id":"10"}]}""";
    }

    [Fact]
    public async Task Phone_automation_has_no_read_reports()
    {
        await using var simulator = new SimulatorApp();
        await simulator.PushAsync(
            $$"""{"token":"{{SimulatorApp.Token}}","application":"3","data":[{"number":"447700900123","message":"hi"}]}"""
        );

        simulator.Time.Advance(TimeSpan.FromHours(1));

        Assert.Contains(
            "\"status\":\"delivered\"",
            await simulator.GetAsync("/desk/chats/3/447700900123?status=delivered"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_phone_sends_one_message_in_ten_seconds()
    {
        await using var simulator = new SimulatorApp();
        foreach (var text in (string[])["one", "two"])
        {
            await simulator.PushAsync(
                $$"""{"token":"{{SimulatorApp.Token}}","application":"3","data":[{"number":"447700900123","message":"{{text}}"}]}"""
            );
        }

        simulator.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["one"], await simulator.TextsAsync("3", atLeast: 1));
        simulator.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["one", "two"], await simulator.TextsAsync("3", atLeast: 2));
    }

    [Fact]
    public async Task An_ordered_failure_is_told_by_event_after_the_push_was_accepted()
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp().With("Calling:Events", peer.Url);
        await simulator.FailAsync("""{"deliveryError":"Message undeliverable"}""");

        Assert.StartsWith(
            """{"status":100,""",
            await simulator.PushTextAsync("447700900123", "hi"),
            StringComparison.Ordinal
        );
        simulator.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            """{"project_id":"10777","event_id":1,"data":[{"push_id":"177244200000001","number":"447700900123","msg_id":"177244200000002","status":"2","error_message":"Message undeliverable","message":"hi","message_type":"text","channel_id":"10"}]}""",
            (await peer.BodiesAsync(2))[1]
        );
    }

    [Fact]
    public async Task A_customer_who_writes_for_the_first_time_is_a_new_subscriber()
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp().With("Calling:Events", peer.Url);

        await simulator.SayAsync("hi");
        await simulator.SayAsync("hi again");
        await simulator.SayAsync("hi", from: "447700900124", channel: "1");

        Assert.Equal(
            [
                """{"project_id":"10777","event_id":4,"subscriber_id":"VP177244200000002","mobile":"447700900123","name":"Ann","email":"","profile_pic":"","channel":"8","message":"hi","date":"2026-03-02T09:00:00+00:00"}""",
                """{"project_id":"10777","event_id":4,"subscriber_id":"VP177244200000005","mobile":"447700900124","name":"Ann","email":"","profile_pic":"","channel":"1","message":"hi","date":"2026-03-02T09:00:00+00:00"}""",
            ],
            (await peer.BodiesAsync(2)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_report_can_be_asked_for()
    {
        await using var simulator = new SimulatorApp();
        await simulator.PushTextAsync("447700900123", "hi");
        simulator.Time.Advance(TimeSpan.FromSeconds(1));
        await simulator.GetAsync("/desk/chats/10/447700900123?status=delivered");

        Assert.Equal(
            """{"project_id":"10777","push_id":177244200000001,"application":"10","message_type":"3","time":"02-03-2026 09:00 AM","data":[{"number":"447700900123","msg_id":"177244200000002","status":"1","error_code":""}]}""",
            (
                await simulator.PostAsync(
                    "/api/v2/delivery-report",
                    $$"""{"token":"{{SimulatorApp.Token}}","push_id":177244200000001}"""
                )
            ).Body
        );
    }
}
