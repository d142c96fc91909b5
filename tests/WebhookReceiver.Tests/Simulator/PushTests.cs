using System.Net;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>The platform's answer to a push (protocol sheet, sections 4 and 5).</summary>
public sealed class PushTests
{
    /// <summary>The first id at the time of the tests' clock.</summary>
    private const string FirstId = "177244200000001";

    [Fact]
    public async Task An_accepted_push_names_its_ids_and_its_price_as_strings()
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(
            """{"status":100,"push_id":"177244200000001","message":"Success","data":[{"msg_id":"177244200000002","number":"447700900123","credit":"0.005"}]}""",
            await simulator.PushTextAsync("447700900123", "hello")
        );
    }

    [Theory]
    [InlineData(
        """{"token":"token-of-this-fixture","application":10,"data":[{"number":447700900123,"message":"hi"}]}"""
    )]
    [InlineData(
        """{"token":"token-of-this-fixture","application":"10","priority ":"0","globalmessage":"hi","data":[{"number":"447700900123"}]}"""
    )]
    [InlineData(
        """{"token":"token-of-this-fixture","application":"5","data":[{"messenger_id":"447700900123","message":"hi"}]}"""
    )]
    public async Task Callers_may_write_strings_or_numbers_and_one_text_for_all(string push)
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(
            $$"""{"status":100,"push_id":"{{FirstId}}","message":"Success","data":[{"msg_id":"177244200000002","number":"447700900123","credit":"0.005"}]}""",
            await simulator.PushAsync(push)
        );
    }

    [Theory]
    [InlineData("[]", 410, "Invalid request")]
    [InlineData("no json", 410, "Invalid request")]
    [InlineData("""{"token":"another","application":"10"}""", 401, "Authentication failed")]
    [InlineData(
        """{"application":"10","data":[{"number":"447700900123","message":"hi"}]}""",
        401,
        "Authentication failed"
    )]
    [InlineData("""{"token":"token-of-this-fixture","data":[]}""", 410, "Invalid request")]
    [InlineData("""{"token":"token-of-this-fixture","application":"10","data":[]}""", 402, "Empty number list")]
    [InlineData(
        """{"token":"token-of-this-fixture","application":"10","data":[{"message":"hi"}]}""",
        406,
        "Invalid mobile number"
    )]
    [InlineData(
        """{"token":"token-of-this-fixture","application":"10","data":[{"number":"447700900123"}]}""",
        407,
        "Empty message"
    )]
    [InlineData(
        """{"token":"token-of-this-fixture","application":"8","template_id":"NO0000","data":[{"number":"447700900123"}]}""",
        804,
        "Invalid template id"
    )]
    [InlineData(
        """{"token":"token-of-this-fixture","application":"8","data":[{"number":"447700900123","message":"hi"}]}""",
        802,
        "Not contactable, 24 hour session expired"
    )]
    public async Task A_refusal_is_a_status_in_a_body_that_came_with_200(string push, int status, string message)
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal($$"""{"status":{{status}},"message":"{{message}}"}""", await simulator.PushAsync(push));
    }

    [Theory]
    [InlineData("+447700900123")]
    [InlineData("0447700900123")]
    [InlineData("44 7700 900123")]
    [InlineData("447700")]
    [InlineData("4477009001234567")]
    [InlineData("٤٤٧٧٠٠٩٠٠١٢٣")]
    public async Task A_number_has_its_country_code_no_plus_and_no_leading_zero(string number)
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(
            """{"status":406,"message":"Invalid mobile number"}""",
            await simulator.PushTextAsync(number, "hello")
        );
    }

    [Fact]
    public async Task A_channel_that_is_not_set_up_is_no_active_account()
    {
        await using var simulator = new SimulatorApp().With("Pushing:Channels:0", "8");

        Assert.Equal(
            """{"status":801,"message":"Official WhatsApp account not active"}""",
            await simulator.PushTextAsync("447700900123", "hello")
        );
    }

    [Fact]
    public async Task An_empty_account_pays_for_nothing()
    {
        await using var simulator = new SimulatorApp().With("Pushing:Balance", "0.009");

        Assert.StartsWith(
            """{"status":100,""",
            await simulator.PushTextAsync("447700900123", "1"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            """{"status":403,"message":"Insufficient balance"}""",
            await simulator.PushTextAsync("447700900123", "2")
        );
        Assert.Equal(
            """{"status":100,"message":"Success","balance":"0.004"}""",
            (await simulator.PostAsync("/api/v2/check-balance", """{"token":"token-of-this-fixture"}""")).Body
        );
    }

    [Fact]
    public async Task The_json_may_be_the_parameter_data()
    {
        await using var simulator = new SimulatorApp();
        var json = Uri.EscapeDataString(
            $$"""{"token":"{{SimulatorApp.Token}}","application":"10","data":[{"number":"447700900123","message":"hi"}]}"""
        );
        using var form = new FormUrlEncodedContent([new("data", """{"token":"another","application":"10"}""")]);
        using var posted = await simulator.Http.PostAsync("/api/v2/push", form, TestContext.Current.CancellationToken);

        Assert.StartsWith(
            """{"status":100,""",
            (await simulator.PostAsync($"/api/v2/push?data={json}", "")).Body,
            StringComparison.Ordinal
        );
        Assert.Equal("""{"status":401,"message":"Authentication failed"}""", await posted.TextAsync());
    }

    [Fact]
    public async Task One_bad_recipient_refuses_the_call_unless_the_setting_leaves_it_out()
    {
        const string push =
            """{"token":"token-of-this-fixture","application":"10","globalmessage":"hi","data":[{"number":"0"},{"number":"447700900123"}]}""";
        await using var strict = new SimulatorApp();
        await using var lenient = new SimulatorApp().With("Pushing:LeaveOutBadRecipients", "true");

        Assert.Equal("""{"status":406,"message":"Invalid mobile number"}""", await strict.PushAsync(push));
        Assert.Equal(
            """{"status":100,"push_id":"177244200000001","message":"Success","data":[{"msg_id":"177244200000002","number":"447700900123","credit":"0.005"}]}""",
            await lenient.PushAsync(push)
        );
    }

    [Fact]
    public async Task The_log_tells_what_came_without_the_token()
    {
        await using var simulator = new SimulatorApp();

        await simulator.PushTextAsync("447700900123", "hello");

        Assert.Equal(
            """[{"number":1,"at":"2026-03-02T09:00:00+00:00","path":"/api/v2/push","outcome":"accepted","http":200,"status":100,"pushId":"177244200000001","messages":[{"msgId":"177244200000002","channel":"10","number":"447700900123","text":"hello"}],"request":{"application":"10","data":[{"number":"447700900123","message":"hello"}]}}]""",
            await simulator.GetAsync("/desk/pushes?atLeast=1")
        );
    }

    [Fact]
    public async Task Unknown_paths_are_not_there()
    {
        await using var simulator = new SimulatorApp();

        Assert.Equal(HttpStatusCode.NotFound, (await simulator.PostAsync("/push/template", "{}")).Http);
    }
}
