using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

public sealed class PushBatcherTests
{
    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    public async Task Messages_to_different_people_go_in_one_request_up_to_its_size(string store)
    {
        using var rig = new SendingRig(new SendingOptions { GatherMost = 4 }, store);
        for (var i = 0; i < 10; i++)
        {
            await rig.AddAsync($"44770090012{i}", $"text {i}");
        }

        await rig.RunAsync();

        Assert.Equal([4, 4, 2], rig.Peer.Recipients.Select(numbers => numbers.Length));
        Assert.Equal(10, (await rig.Journal.Journal.CountAsync())[OutboxState.Accepted]);
    }

    [Fact]
    public async Task Two_messages_to_one_person_keep_their_order_in_two_requests()
    {
        using var rig = new SendingRig();
        await rig.AddAsync("447700900123", "first");
        await rig.AddAsync("447700900123", "second");

        await rig.RunAsync();

        Assert.Equal(2, rig.Peer.Requests.Count);
        Assert.Contains("\"first\"", rig.Peer.Requests[0], StringComparison.Ordinal);
        Assert.Contains("\"second\"", rig.Peer.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_has_the_same_channel_and_template_goes_together()
    {
        using var rig = new SendingRig();
        var shop = new Location(51.9, -8.47, "Shop", "1 Quay St");
        await rig.AddAsync("447700900121", "a");
        await rig.AddAsync("447700900122", "b", message => message with { Channel = "3" });
        await rig.AddAsync(
            "447700900123",
            "",
            message =>
                message with
                {
                    Template = "XY1234",
                    TemplateValues = ["Ann", "42"],
                    TemplateHeader = ["Order"],
                    Language = "en",
                }
        );
        await rig.AddAsync(
            "447700900124",
            "",
            message => message with { Template = "XY1234", TemplateValues = ["Bob", "43"] }
        );
        await rig.AddAsync("447700900125", "", message => message with { Location = shop });
        await rig.AddAsync(
            "447700900126",
            "look",
            message => message with { Media = "https://files.example.net/p.jpg" }
        );
        await rig.AddAsync(
            "447700900127",
            "",
            message => message with { Contacts = [new ContactCard { FirstName = "Ann", Phone = "+353 21 555 0100" }] }
        );
        await rig.AddAsync("1234567890123456", "hi", message => message with { Channel = "5", Quoted = "77" });
        await rig.AddAsync(
            "447700900128",
            "look",
            message => message with { Channel = "919737001155", Media = "https://files.example.net/p.jpg" }
        );

        await rig.RunAsync();

        var head = """{"token":"token-of-this-rig","application":" """.TrimEnd();
        Assert.Equal(
            [
                head
                    + """10","priority":"0","globalmessage":"","globalmedia":"","data":[{"number":"447700900121","message":"a","reference_number":"r1"}]}""",
                head
                    + """3","priority":"0","globalmessage":"","globalmedia":"","data":[{"number":"447700900122","message":"b","reference_number":"r2"}]}""",
                head
                    + """10","priority":"0","template_id":"XY1234","language":"en","globalmedia":"","data":[{"number":"447700900123","template_message":["Ann","42"],"template_header":["Order"],"language":"en","reference_number":"r3"},{"number":"447700900124","template_message":["Bob","43"],"reference_number":"r4"}]}""",
                head
                    + """10","priority":"0","globalmessage":"","globalmedia":"","location":{"lat":51.9,"long":-8.47,"name":"Shop","address":"1 Quay St"},"data":[{"number":"447700900125","message":"","reference_number":"r5"}]}""",
                head
                    + """10","priority":"0","globalmessage":"","globalmedia":"https://files.example.net/p.jpg","data":[{"number":"447700900126","message":"look","reference_number":"r6"}]}""",
                head
                    + """10","priority":"0","globalmessage":"","globalmedia":"","contact":[{"first_name":"Ann","phone":"+353 21 555 0100"}],"data":[{"number":"447700900127","message":"","reference_number":"r7"}]}""",
                head
                    + """5","priority":"0","globalmessage":"","globalmedia":"","data":[{"messenger_id":"1234567890123456","message":"hi","quoted":"77","reference_number":"r8"}]}""",
                head
                    + """919737001155","priority":"0","globalmessage":"","globalmedia":"","data":[{"number":"447700900128","message":"look","media":"https://files.example.net/p.jpg","reference_number":"r9"}]}""",
            ],
            rig.Peer.Requests
        );
    }

    [Fact]
    public async Task One_bad_recipient_among_many_is_found_by_halving_and_the_others_get_their_message_once()
    {
        using var rig = new SendingRig(new SendingOptions { GatherMost = 16 });
        const string bad = "447700900131";
        HttpResponseMessage Judge(string body) =>
            PushPeer.NumbersOf(body).Contains(bad)
                ? PushPeer.Json("""{"status":406,"message":"Invalid mobile number"}""")
                : PushPeer.Accept(PushPeer.NumbersOf(body));
        for (var i = 0; i < 40; i++)
        {
            rig.Peer.Then(Judge);
        }

        for (var i = 0; i < 16; i++)
        {
            await rig.AddAsync($"4477009001{20 + i}", "hi");
        }

        await rig.RunAsync();

        var counts = await rig.Journal.Journal.CountAsync();
        Assert.Equal((15L, 1L), (counts[OutboxState.Accepted], counts[OutboxState.Refused]));
        Assert.Equal((OutboxState.Refused, "status 406: not a valid mobile number"), await rig.StateOfAsync("r12"));
        Assert.InRange(rig.Peer.Requests.Count, 5, 10);
    }
}
