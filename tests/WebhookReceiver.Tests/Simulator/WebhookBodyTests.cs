namespace WebhookReceiver.Tests.Simulator;

/// <summary>
/// The webhook's body: shapes and spellings of the protocol sheet, section 1.6, with its mixtures of strings and
/// numbers.
/// </summary>
public sealed class WebhookBodyTests
{
    private const string Ann = "\"from\":\"447700900123\",\"name\":\"Ann\"";

    [Theory]
    [InlineData(
        """{"channel":"8","text":"What does it cost? €, 100% + please!",%ann%}""",
        """{"number":"447700900123","message-in":"What+does+it+cost%3F+%E2%82%AC%2C+100%25+%2B+please%21","message_in_raw":"What does it cost? €, 100% + please!","type":1,"application":"8","unique-id":"%id%","project-id":"10777","direction":0,"name":"Ann"}"""
    )]
    [InlineData(
        """{"channel":"121","text":"Hi",%ann%}""",
        """{"number":"447700900123","message-in":"Hi","message_in_raw":"Hi","type":1,"application":121,"unique-id":"%id%","project-id":10777,"direction":0,"name":"Ann"}"""
    )]
    [InlineData(
        """{"channel":"1","text":"hello you",%ann%}""",
        """{"number":"447700900123","message-in":"hello+you","type":"1","application":"1","unique-id":"%id%","project-id":"10777"}"""
    )]
    [InlineData(
        """{"channel":"1","text":"hello","media":{"kind":"image","url":"https://files.example.net/a/pic.jpg"},%ann%}""",
        """{"number":"447700900123","message-in":"hello","type":"2","application":"1","unique-id":"%id%","project-id":"10777","media-url":"https://files.example.net/a/pic.jpg"}"""
    )]
    [InlineData(
        """{"channel":"8","location":{"lat":51.89797,"long":-8.47061,"name":"Pier Cafe","address":"1 Quay St, Cork","url":"http://example.net/"},%ann%}""",
        """{"number":"447700900123","type":"7","application":"8","unique-id":"%id%","project-id":"10777","Location":{"lat":51.89797,"long":-8.47061,"name":"Pier Cafe","address":"1 Quay St, Cork","url":"http://example.net/"}}"""
    )]
    [InlineData(
        """{"channel":"8","contact":{"firstName":"Ann","lastName":"Doe","phone":"+353 21 555 0100","email":"a@example.net","country":"Ireland","countryCode":"ie","state":"Cork"},%ann%}""",
        """{"number":"447700900123","type":"7","application":"8","unique-id":"%id%","project-id":"10777","contact":[{"city":null,"country":"Ireland","country_code":"ie","state":"Cork","street":null,"address_type":"Home","zip":null,"email":"a@example.net","first_name":"Ann","last_name":"Doe","phone":"+353 21 555 0100","phone_type":"Mobile","contact_image":""}]}"""
    )]
    [InlineData(
        """{"channel":"8","text":"Maybe later","tap":{"kind":"template","id":"btn_later","context":"41000001"},%ann%}""",
        """{"number":"447700900123","message-in":"Maybe+later","message_in_raw":"Maybe later","type":9,"application":"8","unique-id":"%id%","project-id":"10777","direction":0,"name":"Ann","context-msg-id":"41000001","payload":"btn_later"}"""
    )]
    [InlineData(
        """{"channel":"8","text":"Option A","tap":{"kind":"list","id":"opt-a","description":"first option","context":"41000002"},"from":"447700900123"}""",
        """{"number":"447700900123","message-in":"Option+A","message_in_raw":"Option A","type":1,"application":8,"unique-id":"%id%","project-id":"10777","direction":0,"context-msg-id":"41000002","interactive":{"type":1,"id":"opt-a","description":"first option"}}"""
    )]
    [InlineData(
        """{"channel":"8","text":"Yes","tap":{"kind":"button","id":"yes-1"},"from":"447700900123"}""",
        """{"number":"447700900123","message-in":"Yes","message_in_raw":"Yes","type":1,"application":8,"unique-id":"%id%","project-id":"10777","direction":0,"interactive":{"type":2,"id":"yes-1","description":null}}"""
    )]
    [InlineData(
        """{"channel":"5","text":"hej","from":"24680135790","name":"Bo"}""",
        """{"messenger_id":"24680135790","message-in":"hej","message_in_raw":"hej","type":1,"application":"5","unique-id":"%id%","project-id":"10777","direction":0,"name":"Bo"}"""
    )]
    [InlineData(
        """{"channel":"10","text":"anyone?","group":{"id":"120363000000000000","name":"Book club"},"from":"447700900123"}""",
        """{"number":"Book club @447700900123","message-in":"anyone%3F","message_in_raw":"anyone?","type":1,"application":"10","unique-id":"%id%","project-id":"10777","direction":0,"group-id":"120363000000000000"}"""
    )]
    [InlineData(
        """{"channel":"10","text":"hi","group":{"id":"1203","name":"Book club","mentions":["447700900999"]},"from":"447700900123","name":"Ann"}""",
        """{"number":"Book club @Ann","message-in":"hi","message_in_raw":"hi","type":1,"application":"10","unique-id":"%id%","project-id":"10777","direction":0,"name":"Ann","group-id":"1203","group-mentions":["447700900999"]}"""
    )]
    [InlineData(
        """{"channel":"10","text":"Thanks!","echo":true,"from":"447700900123"}""",
        """{"number":"447700900123","message-in":"Thanks%21","message_in_raw":"Thanks!","type":1,"application":"10","unique-id":"%id%","project-id":"10777","direction":1}"""
    )]
    public async Task A_message_goes_out_as_the_platform_writes_it(string message, string body)
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        await simulator.PostAsync("/desk/messages", message.Replace("%ann%", Ann, StringComparison.Ordinal));

        Assert.Equal(
            [(body.Replace("%id%", "177244200000001", StringComparison.Ordinal), "application/json", "?key=k")],
            await peer.ReceivedAsync(1)
        );
    }

    [Theory]
    [InlineData("video", "3")]
    [InlineData("audio", "4")]
    [InlineData("document", "6")]
    public async Task Each_kind_of_medium_has_its_code(string kind, string code)
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        await simulator.PostAsync(
            "/desk/messages",
            $$$"""{"channel":"8","from":"447700900123","media":{"kind":"{{{kind}}}","url":"https://files.example.net/f"}}"""
        );

        Assert.Contains($"\"type\":\"{code}\"", (await peer.BodiesAsync(1))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phone_automation_passes_on_the_first_characters_only_and_no_half_one()
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        await simulator.SayAsync(new string('a', 2_499) + "😀", channel: "3");

        Assert.Contains(
            $"\"message-in\":\"{new string('a', 2_499)}\"",
            (await peer.BodiesAsync(1))[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_the_sheet_does_not_know_is_a_setting()
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp()
            .With("Calling:Webhook", peer.Url)
            .With("Calling:ContentType", "text/plain")
            .With("Calling:RawKey", "message-in-raw")
            .With("Calling:RepeatVariables", "true")
            .With("Calling:LocationType", "5")
            .With("Calling:MessengerSendsNumber", "true");

        await simulator.SayAsync("hi", from: "24680135790", channel: "5");
        await simulator.PostAsync(
            "/desk/messages",
            """{"channel":"8","from":"447700900123","location":{"lat":1,"long":2}}"""
        );

        Assert.Equal(
            [
                (
                    """{"messenger_id":"24680135790","number":"24680135790","message-in":"hi","message-in-raw":"hi","type":1,"application":"5","unique-id":"177244200000001","project-id":"10777","direction":0,"name":"Ann","key":"k"}""",
                    "text/plain",
                    "?key=k"
                ),
                (
                    """{"number":"447700900123","type":"5","application":"8","unique-id":"177244200000002","project-id":"10777","Location":{"lat":1,"long":2,"name":null,"address":null,"url":null},"key":"k"}""",
                    "text/plain",
                    "?key=k"
                ),
            ],
            await peer.ReceivedAsync(2)
        );
    }

    [Fact]
    public async Task The_older_style_has_everything_in_the_url()
    {
        await using var peer = await Peer.StartAsync();
        await using var simulator = new SimulatorApp()
            .With("Calling:Webhook", peer.Url)
            .With("Calling:Style", "query")
            .With("Calling:OldestStyle:0", "8");

        await simulator.SayAsync("hello you & me");

        Assert.Equal(
            [
                (
                    "",
                    "application/json",
                    "?key=k&number=447700900123&message-in=hello+you+%26+me&type=1&application=8&unique-id=177244200000001&project-id=10777"
                ),
            ],
            await peer.ReceivedAsync(1)
        );
    }

    [Fact]
    public async Task The_smart_replies_webhook_is_called_instead_of_the_global_one()
    {
        await using var global = await Peer.StartAsync();
        await using var smart = await Peer.StartAsync((200, """{"message-out":"smart"}"""));
        await using var simulator = new SimulatorApp()
            .With("Calling:Webhook", global.Url)
            .With("Calling:SmartReplies", smart.Url);

        await simulator.SayAsync("hi");

        Assert.Single(await smart.BodiesAsync(1));
        Assert.Empty(await global.BodiesAsync(0));
    }
}
