using System.Net;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Sending;

/// <summary>A picture that cannot be fetched, with texts behind it for the same contact.</summary>
public sealed class MediaWaitTests
{
    private const string Picture = "https://files.example.net/a.jpg";
    private const string Contact = "447700900001";

    [Fact]
    public async Task A_picture_that_cannot_be_fetched_is_refused_after_five_minutes_and_what_is_behind_it_goes_out_in_order()
    {
        using var rig = Rig();
        rig.Peer.Media = HttpStatusCode.ServiceUnavailable;
        var picture = await rig.AddAsync(Contact, "Look", message => message with { Media = Picture });
        await rig.AddAsync(Contact, "First");
        await rig.AddAsync(Contact, "Second");

        for (var minute = 0; minute < 5; minute++)
        {
            await rig.RunAsync();
            Assert.Empty(rig.Peer.Requests);
            Assert.Equal(
                (OutboxState.Throttled, "the media cannot be downloaded at the moment"),
                await rig.StateOfAsync(picture.Reference)
            );
            rig.Journal.Time.Advance(MediaCheck.Again);
        }

        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromSeconds(5));
        await rig.RunAsync();

        Assert.Equal(
            (OutboxState.Refused, "the media could not be fetched for 5 minutes; outbox retry sends it again"),
            await rig.StateOfAsync(picture.Reference)
        );
        Assert.Equal(["First", "Second"], rig.Peer.Requests.Select(TextOf));
    }

    [Fact]
    public async Task A_picture_that_is_there_again_in_time_goes_out_before_what_is_behind_it()
    {
        using var rig = Rig();
        rig.Peer.Media = HttpStatusCode.ServiceUnavailable;
        var picture = await rig.AddAsync(Contact, "Look", message => message with { Media = Picture });
        await rig.AddAsync(Contact, "First");
        await rig.RunAsync();
        rig.Journal.Time.Advance(MediaCheck.Again);
        rig.Peer.Media = HttpStatusCode.OK;

        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromSeconds(5));
        await rig.RunAsync();

        Assert.Equal(["Look", "First"], rig.Peer.Requests.Select(TextOf));
        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync(picture.Reference)).State);
    }

    [Fact]
    public async Task A_refused_picture_that_a_person_sends_again_has_its_five_minutes_again()
    {
        using var rig = Rig();
        rig.Peer.Media = HttpStatusCode.ServiceUnavailable;
        var picture = await rig.AddAsync(Contact, "Look", message => message with { Media = Picture });
        await rig.RunAsync();
        rig.Journal.Time.Advance(MediaCheck.Patience);
        await rig.RunAsync();
        Assert.Equal(OutboxState.Refused, (await rig.StateOfAsync(picture.Reference)).State);

        var now = rig.Journal.Time.GetUtcNow();
        await rig.Outbox.ChangeAllAsync([new(picture.Reference, OutboxState.Pending, now) { NextAt = now }]);
        await rig.RunAsync();

        Assert.Equal(OutboxState.Throttled, (await rig.StateOfAsync(picture.Reference)).State);
    }

    [Fact]
    public async Task A_hundred_recipients_of_a_picture_that_cannot_be_fetched_ask_for_it_once_a_minute()
    {
        using var rig = Rig();
        rig.Peer.Media = HttpStatusCode.ServiceUnavailable;
        for (var i = 0; i < 100; i++)
        {
            await rig.AddAsync($"4477009001{i:00}", "Look", message => message with { Media = Picture });
        }

        await rig.RunAsync();
        Assert.Equal(1, rig.Peer.MediaAsked);
        rig.Journal.Time.Advance(MediaCheck.Again);
        await rig.RunAsync();
        Assert.Equal(2, rig.Peer.MediaAsked);
    }

    private static SendingRig Rig()
    {
        var rig = new SendingRig();
        rig.Options.CheckMedia = true;
        return rig;
    }

    private static string TextOf(string request)
    {
        using var json = System.Text.Json.JsonDocument.Parse(request);
        return json.RootElement.GetProperty("data")[0].GetProperty("message").GetString()!;
    }
}
