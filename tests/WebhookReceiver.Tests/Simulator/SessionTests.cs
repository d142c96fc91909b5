namespace WebhookReceiver.Tests.Simulator;

/// <summary>Sessions, templates and warm-up (protocol sheet, section 4.4).</summary>
public sealed class SessionTests
{
    private const string Expired = """{"status":802,"message":"Not contactable, 24 hour session expired"}""";

    [Fact]
    public async Task Free_text_is_taken_for_twenty_four_hours_after_the_customers_last_message()
    {
        await using var simulator = new SimulatorApp();
        await simulator.SayAsync("hi");

        simulator.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.StartsWith("""{"status":100,""", await PushAsync(simulator), StringComparison.Ordinal);

        simulator.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Expired, await PushAsync(simulator));
    }

    [Fact]
    public async Task A_session_is_one_customers_on_one_channel()
    {
        await using var simulator = new SimulatorApp();
        await simulator.SayAsync("hi");

        Assert.Equal(Expired, await PushAsync(simulator, number: "447700900124"));
        Assert.Equal(Expired, await PushAsync(simulator, channel: "101"));
        Assert.StartsWith("""{"status":100,""", await PushAsync(simulator, channel: "3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sped_up_day_is_over_sooner_but_ninety_requests_still_need_a_minute()
    {
        await using var simulator = new SimulatorApp()
            .With("Platform:SpeedUp", "1440")
            .With("Pushing:RequestsPerMinute", "1");
        await simulator.SayAsync("hi");

        simulator.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(Expired, await PushAsync(simulator));
        simulator.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("", await PushAnywayAsync(simulator));
    }

    [Fact]
    public async Task A_template_is_taken_outside_the_session_and_filled_in()
    {
        await using var simulator = new SimulatorApp();

        await simulator.PushAsync(Template("XY1234", """ "template_message":["Ann","42"] """));

        Assert.Equal(
            """{"key":{"channel":"8","customer":"447700900123"},"lines":[{"speaker":"business","at":"2026-03-02T09:00:00+00:00","text":"Hello Ann, your order 42 is ready.","buttons":[{"label":"I am coming","payload":"I am coming"},{"label":"Maybe later","payload":"Maybe later"}],"id":"177244200000002","via":"push","status":"submitted","number":1}]}""",
            await simulator.GetAsync("/desk/chats/8/447700900123?status=submitted")
        );
    }

    [Theory]
    [InlineData(
        "XY1234",
        """ "template_message":["Ann"] """,
        "132000: the number of template variables does not match the template"
    )]
    [InlineData(
        "XY5678",
        """ "template_message":["Ann"] """,
        "132000: the number of template variables does not match the template"
    )]
    [InlineData(
        "XY1234",
        """ "template_message":["Ann\n","42"] """,
        "Template variables may not contain newlines, tabs or more than four spaces in a row"
    )]
    [InlineData(
        "XY1234",
        """ "template_message":["a     b","42"] """,
        "Template variables may not contain newlines, tabs or more than four spaces in a row"
    )]
    public async Task Variables_that_do_not_fit_are_accepted_and_fail_later(
        string template,
        string variables,
        string error
    )
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp().With("Calling:Events", peer.Url);

        await simulator.PushAsync(Template(template, variables));
        simulator.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains($"\"error_message\":\"{error}\"", (await peer.BodiesAsync(2))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_number_reaches_so_many_customers_in_a_day_and_sessions_do_not_count()
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp()
            .With("Calling:Events", peer.Url)
            .With("Calling:TellNewSubscribers", "false")
            .With("Pushing:WarmUpUsers", "1")
            .With("Pushing:SubmittedAfter", "00:00:05")
            .With("Pushing:ReadAfter", "00:00:05");
        await simulator.SayAsync("hi", from: "447700900001");

        foreach (var number in (string[])["447700900001", "447700900002", "447700900002", "447700900003"])
            await simulator.PushAsync(Template("XY1234", """ "template_message":["Ann","42"] """, number));
        simulator.Time.Advance(TimeSpan.FromSeconds(1));

        var failed = Assert.Single(
            await peer.BodiesAsync(4),
            body => body.Contains("error_message", StringComparison.Ordinal)
        );
        Assert.Contains("\"number\":\"447700900003\"", failed, StringComparison.Ordinal);
        Assert.Contains("The limit of new customers in 24 hours is reached", failed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData(",\"language\":\"\"", "", false)]
    [InlineData("", ",\"language\":\" \"", false)]
    [InlineData(",\"language\":\"en\"", "", true)]
    [InlineData("", ",\"language\":\"en\"", true)]
    public async Task A_template_needs_a_language(string ofAll, string ofOne, bool isTaken)
    {
        await using var simulator = new SimulatorApp();

        var answer = await simulator.PushAsync(
            $$"""{"token":"{{SimulatorApp.Token}}","application":8,"template_id":"XY1234"{{ofAll}},"data":[{"number":"447700900123","template_message":["Ann","42"]{{ofOne}}}]}"""
        );

        Assert.Equal(isTaken, answer.Contains("\"status\":100", StringComparison.Ordinal));
        Assert.Equal(
            !isTaken,
            answer.Contains("The language of the template is missing", StringComparison.Ordinal)
                && answer.Contains("\"status\":410", StringComparison.Ordinal)
        );
    }

    private static string Template(string id, string variables, string number = "447700900123") =>
        $$"""{"token":"{{SimulatorApp.Token}}","application":8,"template_id":"{{id}}","language":"en","data":[{"number":"{{number}}",{{variables}}}]}""";

    private static Task<string> PushAsync(
        SimulatorApp simulator,
        string number = "447700900123",
        string channel = "8"
    ) =>
        simulator.PushAsync(
            $$"""{"token":"{{SimulatorApp.Token}}","application":"{{channel}}","data":[{"number":"{{number}}","message":"hi"}]}"""
        );

    private static async Task<string> PushAnywayAsync(SimulatorApp simulator) =>
        (await simulator.PostAsync("/api/v2/push", "{}")).Body;
}
