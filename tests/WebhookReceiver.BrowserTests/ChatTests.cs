using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebhookReceiver.BrowserTests;

/// <summary>Chats on the desk, between customers and the business.</summary>
public sealed class ChatTests(BrowserFixture fixture) : DeskTest(fixture)
{
    [Fact]
    public async Task What_is_typed_goes_out_and_the_instant_reply_appears_in_several_conversations_at_once()
    {
        await Desk.SayAsync(Ann, "hi");
        await Desk.SayAsync(Ben, "Where are you?");

        Assert.Equal(["customer: hi", "business: Good morning!"], await Desk.LinesAsync(Ann, 2));
        Assert.Equal("customer: Where are you?", (await Desk.LinesAsync(Ben, 2))[0]);
    }

    [Fact]
    public async Task A_delayed_reply_comes_after_its_delay_and_says_so()
    {
        await Desk.SayAsync(Ann, "later");

        Assert.Equal(["customer: later", "business: Now it is later."], await Desk.LinesAsync(Ann, 2));
        Assert.StartsWith(
            "reply · after 1 s · ",
            await Desk.TextAsync($"{Ann} .line:last-child .note"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_medium_is_named_with_its_address_and_not_fetched()
    {
        await Desk.SayAsync(Ann, "price list");

        Assert.Equal(["customer: price list", "business: Our prices"], await Desk.LinesAsync(Ann, 2));
        Assert.Equal(
            "https://files.example.net/price-list.pdf",
            await Desk.AskAsync<string>($"document.querySelector('{Ann} .line:last-child a').href")
        );
        Assert.Empty(Desk.StrangeRequests);
    }

    [Fact]
    public async Task A_location_in_a_reply_is_shown()
    {
        await Desk.SayAsync(Ann, "where are you?");

        Assert.Equal(
            ["customer: where are you?", "business: ◉\nPier Cafe\n1 Quay St, Cork\n51.89797, -8.47061"],
            await Desk.LinesAsync(Ann, 2)
        );
    }

    [Fact]
    public async Task A_push_appears_with_its_ticks_and_its_button_can_be_tapped()
    {
        Assert.Equal(
            100,
            await PushAsync(
                """
                "application": 8, "template_id": "XY1234", "language": "en",
                "data": [{"number": "447700900123", "template_message": ["Ann", "42"]}]
                """
            )
        );

        Assert.Equal(["business: Hello Ann, your order 42 is ready."], await Desk.LinesAsync(Ann, 1));
        await Desk.UntilAsync($"document.querySelector('{Ann} .line:last-child .read')?.title === 'read'");
        await Desk.ClickAsync($"{Ann} .line:last-child .buttons button");
        Assert.Equal(["customer: I am coming", "business: See you soon."], (await Desk.LinesAsync(Ann, 3))[1..]);
    }

    [Fact]
    public async Task A_message_shows_what_went_over_the_wire()
    {
        await Desk.SayAsync(Ann, "hi");
        await Desk.LinesAsync(Ann, 2);

        var sent = await Desk.WireAsync(Ann);

        Assert.True(long.TryParse((string?)sent["unique-id"], CultureInfo.InvariantCulture, out _));
        sent["unique-id"] = "";
        Assert.Equal(
            """
            {"number":"447700900123","message-in":"hi","message_in_raw":"hi","type":1,"application":"8","unique-id":"","project-id":"10777","direction":0,"name":"Ann"}
            """,
            sent.ToJsonString()
        );
        Assert.Equal(
            """{"message-out":"Good morning!","delay":"0","type":"1"}""",
            JsonNode.Parse(await Desk.TextAsync("#wire .answer"))!.ToJsonString()
        );
        await Desk.ClickAsync("""#wire [value="ok"]""");
        await Desk.UntilAsync("!document.getElementById('wire').open");
    }

    [Fact]
    public async Task A_text_is_never_taken_for_HTML()
    {
        await Desk.SayAsync(Ann, "<img src=x onerror=alert(1)> hi");

        Assert.Equal(
            ["customer: <img src=x onerror=alert(1)> hi", "business: Good morning!"],
            await Desk.LinesAsync(Ann, 2)
        );
    }

    private async Task<int> PushAsync(string rest)
    {
        using var http = new HttpClient { BaseAddress = Desk.Address };
        using var body = new StringContent($$"""{"token": "{{SimulatorProcess.Token}}", {{rest}} }""");
        using var response = await http.PostAsync("api/v2/push", body, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return answer.GetProperty("status").GetInt32();
    }
}
