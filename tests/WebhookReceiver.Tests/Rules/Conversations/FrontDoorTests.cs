using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>A contact's state, over HTTP and over restarts.</summary>
public sealed class FrontDoorTests
{
    private static readonly (string, string) Cities = (
        "cities.yaml",
        """
        rules:
          - when: i live in <city>
            remember: [city]
            reply: Noted.
          - when: where
            reply: "In {{ contact.city | default: 'a place unknown' }}."
          - when: quiet
            reply: Nothing changes.
        """
    );

    [Fact]
    public async Task What_is_remembered_survives_a_restart_and_belongs_to_one_contact()
    {
        using var folder = new TemporaryFolder();
        await using (var app = new WebhookApp(Cities).With("Journal:Folder", folder.Path))
        {
            Assert.Equal("Noted.", await app.SayAsync("I live in Cork"));
        }

        await using var next = new WebhookApp(Cities).With("Journal:Folder", folder.Path).Ids("b");
        Assert.Equal("In Cork.", await next.SayAsync("where?"));
        Assert.Equal("In a place unknown.", await next.SayAsync("where?", from: "447700900999"));
    }

    [Fact]
    public async Task An_answer_that_changes_nothing_writes_no_state()
    {
        await using var app = new WebhookApp(Cities);
        Assert.Equal("Nothing changes.", await app.SayAsync("quiet"));

        var state = await StateAsync(app);

        Assert.Equal(0, state.Version);
    }

    [Fact]
    public async Task Stop_and_start_and_a_cooldown_over_days_and_restarts()
    {
        (string, string) rules = (
            "shop.yaml",
            """
            settings: { stop: stop }
            rules:
              - { id: welcome, cooldown: 12h, reply: Welcome! }
              - { reply: Hm. }
            """
        );
        var time = new FakeTimeProvider(JournalRig.Start);
        using var folder = new TemporaryFolder();
        await using (var app = new WebhookApp(rules) { Time = time }.With("Journal:Folder", folder.Path))
        {
            Assert.Equal("Welcome!", await app.SayAsync("hello"));
            Assert.Equal("Hm.", await app.SayAsync("hello"));
            time.Advance(TimeSpan.FromHours(12));
            Assert.Equal("Welcome!", await app.SayAsync("hello"));
            Assert.StartsWith("You will get no more", await app.SayAsync("stop"), StringComparison.Ordinal);
        }

        time.Advance(TimeSpan.FromDays(100));
        await using var next = new WebhookApp(rules) { Time = time }
            .With("Journal:Folder", folder.Path)
            .Ids("b");
        Assert.Null(await next.SayAsync("hello"));
        Assert.Equal("Welcome!", await next.SayAsync("hello", from: "447700900999"));
        Assert.Equal("Welcome back! You get our messages again.", await next.SayAsync("start"));
        Assert.Equal("Welcome!", await next.SayAsync("hello"));
    }

    [Fact]
    public async Task Two_machines_do_not_talk_for_ever()
    {
        var time = new FakeTimeProvider(JournalRig.Start);
        await using var app = new WebhookApp(Cities) { Time = time };
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("Nothing changes.", await app.SayAsync("quiet"));
        }

        Assert.Null(await app.SayAsync("quiet"));
        Assert.Null(await app.SayAsync("quiet"));
        Assert.Equal("In a place unknown.", await app.SayAsync("where"));
        Assert.Equal("Nothing changes.", await app.SayAsync("quiet", from: "447700900999"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Nothing changes.", await app.SayAsync("quiet"));
        Assert.Contains(
            "wr_loop_guard_total",
            await app.Management.GetStringAsync("/metrics", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_form_goes_on_after_a_restart()
    {
        (string, string) visit = (
            "visit.yaml",
            """
            rules:
              - id: visit
                when: visit
                ask: [{ people: How many?, expect: 1-12 }, { day: Which day? }, { name: And your name? }]
                reply: "{{ people }} on {{ day }}, {{ name }}."
            """
        );
        using var folder = new TemporaryFolder();
        await using (var app = new WebhookApp(visit).With("Journal:Folder", folder.Path))
        {
            Assert.Equal("How many?", await app.SayAsync("a visit, please"));
            Assert.Equal("Which day?", await app.SayAsync("4"));
        }

        await using var next = new WebhookApp(visit).With("Journal:Folder", folder.Path).Ids("b");
        Assert.Equal("And your name?", await next.SayAsync("friday"));
        Assert.Equal("How many?", await next.SayAsync("visit", from: "447700900999"));
        Assert.Equal("4 on friday, Zoë.", await next.SayAsync("Zoë"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("none")]
    public async Task An_operator_ends_a_handover(string store)
    {
        await using var app = new WebhookApp(
            ("person.yaml", "rules:\n  - { when: person, handover: 4h, reply: Somebody comes. }\n  - { reply: Hm. }\n")
        ).With("Journal:Store", store);
        Assert.Equal("Somebody comes.", await app.SayAsync("a person"));
        Assert.Null(await app.SayAsync("hello"));
        Assert.Equal("Hm.", await app.SayAsync("hello", from: "447700900999"));

        Assert.Equal("{\"resumed\":0}", await ResumeAsync(app, "447700900999"));
        Assert.Equal("{\"resumed\":1}", await ResumeAsync(app, "+44 7700 900123"));

        Assert.Equal("Hm.", await app.SayAsync("hello"));
    }

    private static async Task<string> ResumeAsync(WebhookApp app, string number)
    {
        using var response = await app.Management.PostAsync(
            $"/api/contacts/{Uri.EscapeDataString(number)}/resume",
            content: null,
            TestContext.Current.CancellationToken
        );
        return await response.TextAsync();
    }

    private static async Task<ContactState> StateAsync(WebhookApp app) =>
        await app.Services.GetRequiredService<IJournal>().LoadAsync(new("500001", "8", "447700900123"));
}
