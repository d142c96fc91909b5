using WebhookReceiver.Sending;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Sending;

/// <summary>Free text for 24 hours, then only templates (protocol sheet, section 4.4).</summary>
public sealed class SessionTests
{
    private const string Ann = "447700900001";
    private const string Refusal =
        "the contact has not written for 24 hours, so this channel takes only a template: name one with the message, or set Sending:SessionTemplate";

    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    public async Task Free_text_goes_to_who_wrote_within_the_time_and_to_nobody_else(string store)
    {
        using var rig = new SendingRig(store: store);
        await rig.Journal.DeliverAsync(rig.Journal.Message("id-1", sender: Ann));
        await rig.AddAsync(Ann, "first", OnOfficial);
        await rig.AddAsync("447700900002", "a stranger", OnOfficial);
        await rig.RunAsync();
        rig.Journal.Time.Advance(rig.Options.SessionLasts - TimeSpan.FromSeconds(1));
        await rig.AddAsync(Ann, "second", OnOfficial);
        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.AddAsync(Ann, "third", OnOfficial);
        await rig.RunAsync();

        Assert.Equal(
            [
                [Ann],
                [Ann],
            ],
            rig.Peer.Recipients
        );
        Assert.Equal((OutboxState.Refused, Refusal), await rig.StateOfAsync("r2"));
        Assert.Equal((OutboxState.Refused, Refusal), await rig.StateOfAsync("r4"));
    }

    [Fact]
    public async Task A_session_is_known_after_a_restart_and_an_echo_of_ours_opens_none()
    {
        using var rig = new SendingRig();
        await rig.Journal.DeliverAsync(rig.Journal.Message("id-1", sender: Ann));
        await rig.Journal.DeliverAsync(rig.Journal.Message("id-2", sender: "447700900002") with { IsEcho = true });
        await rig.RestartAsync();

        await rig.AddAsync(Ann, "hi", message => OnOfficial(message) with { Project = "" });
        await rig.AddAsync("447700900002", "hi", OnOfficial);
        await rig.RunAsync();

        Assert.Equal(
            [
                [Ann],
            ],
            rig.Peer.Recipients
        );
    }

    [Fact]
    public async Task Outside_a_session_the_messages_template_speaks_or_that_of_the_settings()
    {
        using var rig = new SendingRig(new SendingOptions { SessionTemplate = "NEWS", Language = "en" });
        await rig.AddAsync(
            "447700900001",
            "Hello",
            message => OnOfficial(message) with { Template = "XY1234", TemplateValues = ["Ann", "42"] }
        );
        await rig.AddAsync("447700900002", "Two\r\n\tlines     here", OnOfficial);

        await rig.RunAsync();

        Assert.Equal(
            [
                """{"token":"token-of-this-rig","application":"8","priority":"0","template_id":"XY1234","language":"en","globalmedia":"","data":[{"number":"447700900001","template_message":["Ann","42"],"language":"en","reference_number":"r1"}]}""",
                """{"token":"token-of-this-rig","application":"8","priority":"0","template_id":"NEWS","language":"en","globalmedia":"","data":[{"number":"447700900002","template_message":["Two lines here"],"language":"en","reference_number":"r2"}]}""",
            ],
            rig.Peer.Requests
        );
    }

    [Fact]
    public async Task A_template_with_a_line_break_in_a_variable_is_refused_before_it_is_sent()
    {
        using var rig = new SendingRig();
        await rig.AddAsync(
            Ann,
            "",
            message => OnOfficial(message) with { Template = "XY1234", TemplateValues = ["A\nB"] }
        );

        await rig.RunAsync();

        Assert.Equal(
            (
                OutboxState.Refused,
                "a template's variable may hold no line break, no tab and no more than four spaces in a row"
            ),
            await rig.StateOfAsync("r1")
        );
        Assert.Empty(rig.Peer.Requests);
    }

    [Fact]
    public async Task A_new_number_writes_to_so_many_people_outside_sessions_in_a_day_also_after_a_restart()
    {
        using var rig = new SendingRig(new SendingOptions { NewUsersPerDay = 2, MaxAge = TimeSpan.FromDays(3) });
        await rig.Journal.DeliverAsync(rig.Journal.Message("id-1", sender: Ann));
        FollowUpMessage Template(FollowUpMessage message) => OnOfficial(message) with { Template = "XY1234" };
        await rig.AddAsync(Ann, "", Template);
        await rig.AddAsync("447700900002", "", Template);
        await rig.AddAsync("447700900003", "", Template);
        await rig.AddAsync("447700900002", "", Template);
        await rig.RunAsync();
        await rig.RestartAsync();
        await rig.AddAsync("447700900004", "", Template);
        await rig.RunAsync();

        Assert.Equal(
            [
                [Ann, "447700900002", "447700900003"],
                ["447700900002"],
            ],
            rig.Peer.Recipients
        );
        Assert.Equal(
            (
                OutboxState.Throttled,
                "the limit of contacts outside a session in 24 hours is reached (Sending:NewUsersPerDay)"
            ),
            await rig.StateOfAsync("r5")
        );
        rig.Journal.Time.Advance(TimeSpan.FromHours(24));
        await rig.RunAsync();
        Assert.Equal(["447700900004"], rig.Peer.Recipients.Last());
    }

    private static FollowUpMessage OnOfficial(FollowUpMessage message) => message with { Channel = "8" };
}
