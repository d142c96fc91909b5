using System.Net;
using System.Text;
using WebhookReceiver.Decoding;
using WebhookReceiver.Management;
using WebhookReceiver.Sending.Pushing;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>What proxies, phones and scripts put on the wire beside the vendor's samples.</summary>
public sealed class WireCaseTests
{
    private const string Multipart = "multipart/form-data; boundary=b0";
    private const string Rule = "rules:\n  - when: hello\n    reply: Hi\n";

    [Theory]
    [InlineData("identity", HttpStatusCode.OK)]
    [InlineData("Identity", HttpStatusCode.OK)]
    [InlineData("identity, identity", HttpStatusCode.OK)]
    [InlineData("gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity, gzip", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_to_which_nothing_was_done_is_taken(string encoding, HttpStatusCode expected)
    {
        await using var app = new WebhookApp(("a.yaml", Rule));
        using var content = new StringContent(WebhookApp.Payload("hello"), Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        using var response = await app.Webhook.PostAsync(
            $"/webhook?key={WebhookApp.Key}",
            content,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"type":1,"id":"a","description":"first"}""", "a", null)]
    [InlineData("""[{"type":1,"id":"a","description":"first"}]""", "a", null)]
    [InlineData("""[null,{"type":"1","id":"a"}]""", "a", null)]
    [InlineData("""{"id":"a","description":"first"}""", "a", null)]
    [InlineData("""{"type":"list_reply","id":"a","description":"first"}""", "a", null)]
    [InlineData("""{"type":null,"id":"a","description":null}""", null, "a")]
    [InlineData("""{"id":"a"}""", null, "a")]
    [InlineData("""[{"type":2,"id":"a","description":null}]""", null, "a")]
    [InlineData("""[]""", null, null)]
    [InlineData("""{"type":3,"id":"a"}""", null, null)]
    public void A_choice_is_read_however_it_is_wrapped(string interactive, string? row, string? button)
    {
        var message = MessageOf(
            $$"""{"number":"447700900123","message-in":"Option+A","type":1,"application":8,"unique-id":"1","project-id":"31","interactive":{{interactive}}}"""
        );

        Assert.Equal((row, button), (message.ListChoice?.Id, message.ButtonPayload));
    }

    [Theory]
    [InlineData("payload")]
    [InlineData("data")]
    [InlineData("json")]
    public void A_form_field_that_holds_json_is_read(string field)
    {
        var json = WebhookApp.Payload("hello & more", id: "77");

        var message = MessageOf($"token=x&{field}={Uri.EscapeDataString(json)}");

        Assert.Equal(("77", "hello & more", "447700900123"), (message.Id, message.Text, message.Sender));
    }

    [Theory]
    [InlineData("form-data; name=\"payload\"")]
    [InlineData("form-data; name=payload")]
    [InlineData("form-data; name=\"data\"; filename=\"a.json\"\r\nContent-Type: application/json")]
    [InlineData("form-data; filename=\"name=b.json\"; name=\"json\"")]
    public async Task A_form_of_parts_whose_field_holds_json_is_read_and_answered(string head)
    {
        await using var app = new WebhookApp(("a.yaml", Rule));
        var body = Parts(("form-data; name=\"token\"", "x"), (head, WebhookApp.Payload("hello", id: "77")));

        using var response = await app.PostAsync(Encoding.UTF8.GetBytes(body), contentType: Multipart);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"message-out\":\"Hi\"", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_of_parts_that_is_a_message_is_read()
    {
        var message = MessageOf(
            Parts(
                ("form-data; name=\"number\"", "447700900123"),
                ("form-data; name=\"unique-id\"", "7"),
                ("form-data; name=\"name\"", ""),
                ("form-data; name=\"message_in_raw\"", "1 + 1 = 2\r\n--and so on")
            )
        );

        Assert.Equal(("7", "1 + 1 = 2\r\n--and so on", "447700900123"), (message.Id, message.Text, message.Sender));
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n{}", HttpStatusCode.BadRequest)]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bc\r\n", HttpStatusCode.BadRequest)]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b\r\n", HttpStatusCode.BadRequest)]
    [InlineData(
        "--b\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n2\r\n--b--",
        HttpStatusCode.BadRequest
    )]
    [InlineData(
        "--b\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n{,}\r\n--b--\r\n",
        HttpStatusCode.BadRequest
    )]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n{}\r\n--b--\r\n", HttpStatusCode.OK)]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--b--\r\n", HttpStatusCode.OK)]
    [InlineData("--=\r\n", HttpStatusCode.BadRequest)]
    [InlineData("--=", HttpStatusCode.BadRequest)]
    public async Task A_form_of_parts_that_is_no_message_is_kept_and_refused_as_one_without_parts(
        string body,
        HttpStatusCode expected
    )
    {
        await using var app = new WebhookApp(("a.yaml", Rule));

        using var response = await app.PostAsync(Encoding.UTF8.GetBytes(body), contentType: Multipart);

        Assert.Equal(expected, response.StatusCode);
        Assert.Contains("\"q1\"", await Quarantine(app), StringComparison.Ordinal);

        static Task<string> Quarantine(WebhookApp app) =>
            app.Management.GetStringAsync("/api/quarantine", TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_form_that_is_a_message_keeps_its_payload()
    {
        var message = MessageOf("number=447700900123&unique-id=1&application=8&type=9&payload=%7B%22a%22%3A1%7D");

        Assert.Equal("""{"a":1}""", message.ButtonPayload);
    }

    [Theory]
    [InlineData("Book club @Ann", "1", "Book club", "Ann")]
    [InlineData("Book club @Ann", "2", "Book club", "Ann")]
    [InlineData("Book club @Ann", "3", "Book club", "Ann")]
    [InlineData("Book club @+44 7700 900126", "1", "Book club", "+44 7700 900126")]
    [InlineData("Bar @ home @Ann", "1", "Bar @ home", "Ann")]
    [InlineData("📚 @447700900126", "51", "📚", "447700900126")]
    [InlineData("Ann", "1", null, null)]
    [InlineData("Ann @ work", "1", null, null)]
    [InlineData("Ann @", "1", null, null)]
    [InlineData("ann@work", "1", null, null)]
    [InlineData("447700900126", "1", null, null)]
    [InlineData("@Ann", "1", null, null)]
    public void A_sender_that_names_a_group_and_a_member_is_a_group(
        string number,
        string channel,
        string? name,
        string? member
    )
    {
        var message = MessageOf(
            $$"""{"number":"{{number}}","message-in":"hello","type":1,"application":"{{channel}}","unique-id":"1","project-id":"31"}"""
        );

        Assert.Equal((name, name, member), (message.Group?.Id, message.Group?.Name, message.Group?.Member));
    }

    [Fact]
    public async Task A_group_of_phone_automation_is_not_answered_like_a_private_chat()
    {
        await using var app = new WebhookApp(
            ("a.yaml", Rule),
            ("b.yaml", "settings:\n  stop:\n    words: [stop]\n    reply: Bye\n")
        );

        Assert.Equal("Hi", await app.SayAsync("hello", "Ann"));
        Assert.Null(await app.SayAsync("hello", "Book club @Ann"));
        Assert.Null(await app.SayAsync("stop", "Book club @Ann"));
    }

    [Fact]
    public void An_answer_to_a_push_behind_a_byte_order_mark_is_read()
    {
        byte[] body =
        [
            0xEF,
            0xBB,
            0xBF,
            .. """{"status":100,"push_id":"7","data":[{"msg_id":"9","number":"447400123456"}]}"""u8,
        ];

        var accepted = Assert.IsType<PushOutcome.Accepted>(PushAnswer.Read(body));
        Assert.Equal("7", accepted.PushId);
    }

    [Theory]
    [InlineData(
        """{"to":"+447400123456","text":"x","sendAt":"2020-01-01T00:00:00Z"}""",
        HttpStatusCode.UnprocessableEntity
    )]
    [InlineData(
        """{"to":"+447400123456","text":"x","expiresAt":"2020-01-01T00:00:00Z"}""",
        HttpStatusCode.UnprocessableEntity
    )]
    [InlineData(
        """{"to":"+447400123456","text":"x","sendAt":"0001-01-01T00:00:00Z"}""",
        HttpStatusCode.UnprocessableEntity
    )]
    [InlineData("""{"to":"+447400123456","text":"x","sendAt":"9999-12-31T23:59:59Z"}""", HttpStatusCode.Accepted)]
    [InlineData("""{"to":"+447400123456","text":"first","reference":"R9"}""", HttpStatusCode.Accepted)]
    [InlineData("""{"to":"+447400123456","text":"second","reference":"R9"}""", HttpStatusCode.Conflict)]
    [InlineData("""{"to":"+447400123457","text":"first","reference":"R9"}""", HttpStatusCode.Conflict)]
    [InlineData("""{"to":"+447400123456","text":"first","channel":3,"reference":"R9"}""", HttpStatusCode.Conflict)]
    public async Task An_order_that_could_only_fail_is_refused(string order, HttpStatusCode expected)
    {
        await using var app = Sending();
        await OrderAsync(app, """{"to":"+447400123456","text":"first","reference":"R9"}""");

        var (status, _) = await OrderAsync(app, order);

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task The_same_order_again_is_told_as_ordered_before()
    {
        await using var app = Sending();
        const string order = """{"to":"+44 7400 123456","text":"first","reference":"R9"}""";

        var first = await OrderAsync(app, order);
        var again = await OrderAsync(app, order);

        Assert.Equal((HttpStatusCode.Accepted, """{"reference":"R9"}"""), first);
        Assert.Equal((HttpStatusCode.Accepted, """{"reference":"R9","orderedBefore":true}"""), again);
    }

    [Theory]
    [InlineData("8", "channel 8,")]
    [InlineData("51", "channel 51,")]
    [InlineData("919737001155", "channel shared-india,")]
    [InlineData("556140404433", "channel shared-brazil,")]
    [InlineData("447700900126", null)]
    [InlineData("+447700900126", null)]
    public async Task No_number_is_in_the_line_about_a_message(string application, string? expected)
    {
        var app = new WebhookApp(("a.yaml", Rule));
        using (
            await app.PostAsync(
                $$"""{"number":"447700900123","message-in":"hello","type":1,"application":"{{application}}","unique-id":"1","project-id":"31"}"""
            )
        ) { }

        using (await app.PostAsync($$"""{"event_id":2,"project_id":"{{application}}","data":[]}""", "/events")) { }

        await app.DisposeAsync();
        Assert.Contains(expected ?? "answered: reply", app.Output, StringComparison.Ordinal);
        if (application.Length > 6)
        {
            Assert.DoesNotContain(application, app.Output, StringComparison.Ordinal);
        }
    }

    private static string Parts(params (string Disposition, string Value)[] parts) =>
        string.Concat(parts.Select(part => $"--b0\r\nContent-Disposition: {part.Disposition}\r\n\r\n{part.Value}\r\n"))
        + "--b0--\r\n";

    private static IncomingMessage MessageOf(string body) =>
        Assert
            .IsType<Decoded.Message>(
                WebhookDecoder.Decode(Encoding.UTF8.GetBytes(body), null, null, DateTimeOffset.UnixEpoch)
            )
            .Value;

    private static WebhookApp Sending() =>
        new WebhookApp(("a.yaml", Rule))
            .With("Sending:Token", "token-of-this-test")
            .With("Sending:BaseUrl", "http://127.0.0.1:1/api/v2/")
            .With("Sending:Application", "8")
            .With("Sending:GatherFor", "00:01:00");

    private static async Task<(HttpStatusCode Status, string Body)> OrderAsync(WebhookApp app, string order)
    {
        using var content = new StringContent(order, Encoding.UTF8, "application/json");
        using var response = await app.Management.PostAsync(
            MessageEndpoints.Path,
            content,
            TestContext.Current.CancellationToken
        );
        return (response.StatusCode, await response.TextAsync());
    }
}
