using System.Net;

namespace WebhookReceiver.Tests.Sending;

/// <summary>Both apps over real HTTP: the final content of the customer's phone.</summary>
public sealed class ConversationTests
{
    private const string Rules = """
        rules:
          - id: order
            when: where is my order
            reply:
              text: I am looking.
              then:
                text: It is on its way.
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_gets_its_reply_its_follow_up_and_a_delivery_report()
    {
        await using var apps = new TwoApps(("order.yaml", Rules));
        apps.Start();

        await apps.Platform.SayAsync("Where is my order?");
        Assert.Equal(["8 447700900123: It is on its way."], await apps.PushesAsync(atLeast: 1));
        var chat = await apps.Platform.GetAsync("/desk/chats/8/447700900123?atLeast=3");
        Assert.True(
            chat.IndexOf("I am looking.", StringComparison.Ordinal)
                < chat.IndexOf("It is on its way.", StringComparison.Ordinal)
        );

        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        using var list = System.Text.Json.JsonDocument.Parse(await apps.Platform.GetAsync("/desk/pushes"));
        var reference = list.RootElement[0].GetProperty("messages")[0].GetProperty("referenceNumber").GetString()!;
        Assert.Matches("^wr[0-9a-f]{20}$", reference);
        var shown = await apps.StateAsync(reference, "delivered");
        Assert.Equal(list.RootElement[0].GetProperty("pushId").GetString(), shown.GetProperty("pushId").GetString());
    }

    [Fact]
    public async Task Outside_the_session_a_template_speaks_and_after_a_failure_an_sms_goes_out()
    {
        await using var apps = new TwoApps();
        apps.Start();

        Assert.Equal(
            (HttpStatusCode.Accepted, """{"reference":"order-42"}"""),
            await apps.OrderAsync(
                """{"to":"+44 7400 123456","text":"Your order is ready.","template":"XY1234","templateValues":["Ann","42"],"reference":"order-42"}"""
            )
        );
        Assert.Equal(["8 447400123456: Hello Ann, your order 42 is ready."], await apps.PushesAsync(atLeast: 1));

        await apps.Platform.FailAsync("""{"deliveryError":"The phone is gone"}""");
        await apps.OrderAsync(
            """{"to":"+44 7400 123456","template":"XY1234","templateValues":["Ann","43"],"reference":"order-43","ifFailed":{"channel":"3","text":"Order 43 is ready."}}"""
        );
        await apps.PushesAsync(atLeast: 2);
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        var failed = await apps.StateAsync("order-43", "failed");

        Assert.Equal(
            "the platform reports that it did not arrive: The phone is gone",
            failed.GetProperty("detail").GetString()
        );
        Assert.Equal("3 447400123456: Order 43 is ready.", (await apps.PushesAsync(atLeast: 3))[2]);
    }

    [Fact]
    public async Task The_walk_through_of_the_README_goes_as_it_says()
    {
        var rules = Path.Combine(RepositoryRoot.Path, "docs", "samples", "follow-ups", "orders.yaml");
        await using var apps = new TwoApps(("orders.yaml", await File.ReadAllTextAsync(rules, Stop)));
        apps.Start();

        // A message in, the instant reply, the follow-up by Push, its delivery report.
        var call = await apps.Platform.SayAsync("Where is my order 42?");
        Assert.Equal("answered", call.GetProperty("state").GetString());
        Assert.Equal("8 447700900123: Order 42 is on its way.", (await apps.PushesAsync(atLeast: 1))[0]);
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        await apps.StateAsync(await apps.ReferenceAsync(push: 0), "delivered");
        Assert.Equal(
            ["Where is my order 42?", "We look after order 42.", "Order 42 is on its way."],
            await apps.Platform.TextsAsync("8", atLeast: 3)
        );

        // The session is over after 24 hours: the template goes out. It fails: an SMS goes out.
        await apps.Platform.FailAsync("""{"number":"447400123456","deliveryError":"The phone is gone"}""");
        await apps.OrderAsync(
            """{"to":"+44 7400 123456","text":"Your order is ready.","template":"XY1234","templateValues":["Ann","42"],"reference":"order-42"}"""
        );
        Assert.Equal("8 447400123456: Hello Ann, your order 42 is ready.", (await apps.PushesAsync(atLeast: 2))[1]);
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(1));
        await apps.StateAsync("order-42", "failed");
        Assert.Equal("3 447400123456: Your order is ready.", (await apps.PushesAsync(atLeast: 3))[2]);
        // A phone sends one message in ten seconds.
        apps.Platform.Time.Advance(TimeSpan.FromSeconds(11));
        await apps.StateAsync(await apps.ReferenceAsync(push: 2), "delivered");
    }

    [Theory]
    [InlineData(
        """{"to":"07400 123456","text":"hi"}""",
        422,
        "the number has no country code; write it with +, or set Sending:Region"
    )]
    [InlineData(
        """{"to":"\u002B44 7400 123456"}""",
        422,
        "there is nothing to send: neither text nor media, template, location or contact"
    )]
    [InlineData(
        """{"to":"\u002B44 7400 123456","txt":"hi"}""",
        400,
        "there is no member 'txt'; there are to, channel, text, media, mediaName, location, contacts, template, templateValues, templateHeader, language, quoted, sendAt, expiresAt, reference, atLeastOnce, ifFailed"
    )]
    [InlineData("""{"to":["a"]}""", 400, "a member has the wrong type; /openapi/v1.json describes them")]
    [InlineData("[]", 400, "the body must be a JSON object")]
    [InlineData("no json", 400, "the body is not JSON")]
    public async Task What_cannot_be_sent_is_refused_with_the_reason(string order, int http, string problem)
    {
        await using var apps = new TwoApps();
        apps.Start();

        var (status, body) = await apps.OrderAsync(order);

        using var answer = System.Text.Json.JsonDocument.Parse(body);
        Assert.Equal((http, problem), ((int)status, answer.RootElement.GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task A_page_in_a_browser_cannot_order_anything_and_without_a_token_nobody_can()
    {
        await using var apps = new TwoApps();
        apps.Start();
        await using var off = new WebhookApp();
        off.UseKestrel();
        off.StartServer();
        using var http = new HttpClient { BaseAddress = off.ManagementAddress };
        using var content = new StringContent(
            """{"to":"+447400123456","text":"hi"}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var response = await http.PostAsync("/api/messages", content, TestContext.Current.CancellationToken);

        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType,
            (await apps.OrderAsync("""{"to":"+447400123456","text":"hi"}""", "text/plain")).Http
        );
        Assert.Equal(
            (
                HttpStatusCode.UnprocessableEntity,
                """{"error":"message","problem":"sending is off: set Sending:Token"}"""
            ),
            (response.StatusCode, await response.TextAsync())
        );
    }

    [Fact]
    public async Task The_token_is_in_no_log_and_in_no_row()
    {
        await using var apps = new TwoApps();
        apps.Start();
        await apps.Platform.FailAsync("""{"status":401}""");
        await apps.OrderAsync(
            """{"to":"+447400123456","template":"XY1234","templateValues":["Ann","1"],"reference":"r"}"""
        );
        await apps.StateAsync("r", "throttled");

        var data = apps.Receiver.DataFolder;
        var token = System.Text.Encoding.UTF8.GetBytes(WebhookReceiver.Tests.Simulator.SimulatorApp.Token);
        Assert.All(
            Directory.GetFiles(data).Where(path => Path.GetFileName(path) != "lock"),
            path => Assert.False(WebhookReceiver.Storage.Sqlite.Erasure.FileSearch.Contains(path, token))
        );
        Assert.DoesNotContain(
            WebhookReceiver.Tests.Simulator.SimulatorApp.Token,
            apps.Receiver.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            apps.Receiver.Log.Events,
            logged =>
                logged
                    .RenderMessage(null)
                    .Contains(WebhookReceiver.Tests.Simulator.SimulatorApp.Token, StringComparison.Ordinal)
        );
    }
}
