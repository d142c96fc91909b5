namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>The gate before all rules: opt out, opt in, handover.</summary>
public sealed class OptOutTests
{
    private const string Shop = """
        settings:
          stop: [stop, leave me * alone]
          start: [start, hello again]
          resume: bot
        rules:
          - id: fire
            when: fire
            stage: before
            always: true
            reply: Run!
          - id: early
            when: { words: early }
            stage: before
            reply: Too early.
          - id: person
            when: a person
            handover: 4h
            reply: Somebody will write to you.
          - id: any
            reply: Hm.

        """;

    [Fact]
    public async Task Stop_is_confirmed_once_and_start_resumes()
    {
        var talk = new Talk(Shop);

        Assert.Equal("Hm.", await talk.SayAsync("please stop the music"));
        Assert.Equal(
            "You will get no more messages from us. Write START to hear from us again.",
            await talk.SayAsync("STOP!")
        );
        Assert.Equal("settings.stop", talk.Last.RuleName);
        Assert.Null(await talk.SayAsync("stop"));
        Assert.Null(await talk.SayAsync("early"));
        Assert.Null(await talk.SayAsync("start the car"));
        Assert.Equal("Run!", await talk.SayAsync("Fire"));
        Assert.Equal("Welcome back! You get our messages again.", await talk.SayAsync("hello again"));
        Assert.Equal("Hm.", await talk.SayAsync("start"));
        Assert.Empty(talk.Own);
    }

    [Fact]
    public async Task Stop_holds_for_years()
    {
        var talk = new Talk(Shop);
        await talk.SayAsync("leave me and mine alone");

        talk.Wait(TimeSpan.FromDays(5_000));

        Assert.Null(await talk.SayAsync("hello"));
    }

    [Fact]
    public async Task The_texts_can_be_ones_own_and_whoever_stops_can_always_start()
    {
        var talk = new Talk(
            "settings: { stop: stopp, stop-reply: \"Gut, {{ number }}.\", start-reply: Da! }\nrules:\n  - reply: a\n"
        );

        Assert.Equal("Gut, 447700900123.", await talk.SayAsync("Stopp"));
        Assert.Equal("Da!", await talk.SayAsync("start"));
    }

    [Fact]
    public async Task Without_the_setting_stop_is_a_word_like_any_other()
    {
        var talk = new Talk("rules:\n  - when: stop\n    reply: The bus stop is near.\n");

        Assert.Equal("The bus stop is near.", await talk.SayAsync("stop"));
    }

    [Fact]
    public async Task In_a_group_nobody_can_stop_us()
    {
        var talk = new Talk(Shop);
        var message = Talk.Message("stop") with { Group = new("1", "friends", "a", []) };

        Assert.Null(await talk.SendAsync(message));
        Assert.Empty(talk.Own);
    }

    [Fact]
    public async Task A_handover_is_silent_until_its_time_is_over()
    {
        var talk = new Talk(Shop);

        Assert.Equal("Somebody will write to you.", await talk.SayAsync("I want a person"));
        Assert.Null(await talk.SayAsync("hello?"));
        Assert.Equal("Run!", await talk.SayAsync("fire"));
        talk.Wait(TimeSpan.FromHours(4));
        Assert.Equal("Hm.", await talk.SayAsync("hello?"));
    }

    [Fact]
    public async Task A_resume_word_ends_a_handover_and_means_nothing_else()
    {
        var talk = new Talk(Shop);
        Assert.Equal("Hm.", await talk.SayAsync("bot"));
        await talk.SayAsync("a person");

        Assert.Equal("Our automatic answers are back.", await talk.SayAsync("Bot"));
        Assert.Equal("Hm.", await talk.SayAsync("hello?"));
    }

    [Fact]
    public async Task Echoes_change_nothing()
    {
        var talk = new Talk(Shop);

        Assert.Null(await talk.SendAsync(Talk.Message("stop") with { IsEcho = true }));
        Assert.Equal("Hm.", await talk.SayAsync("hello"));
    }
}
