namespace WebhookReceiver.Tests.Rules.Conversations;

public sealed class CooldownTests
{
    [Fact]
    public async Task A_rule_that_rests_passes_on_to_the_next()
    {
        var talk = new Talk(
            """
            rules:
              - { id: welcome, when: hello, cooldown: 12h, reply: Welcome to our shop! }
              - { id: hi, when: hello, reply: Hi! }
            """
        );

        Assert.Equal("Welcome to our shop!", await talk.SayAsync("hello"));
        Assert.Equal("Hi!", await talk.SayAsync("hello"));
        talk.Wait(TimeSpan.FromHours(12));
        Assert.Equal("Welcome to our shop!", await talk.SayAsync("hello"));
    }

    [Fact]
    public async Task Or_it_is_silent_meanwhile()
    {
        var talk = new Talk(
            """
            defaults: { cooldown: 1d }
            rules:
              - { id: away, meanwhile: silence, reply: We are on holiday. }
              - { id: never, reply: x }
            """
        );

        Assert.Equal("We are on holiday.", await talk.SayAsync("hello"));
        Assert.Null(await talk.SayAsync("hello?"));
        Assert.Equal("away", talk.Last.RuleName);
        talk.Wait(TimeSpan.FromDays(1));
        Assert.Equal("We are on holiday.", await talk.SayAsync("hello"));
    }

    [Fact]
    public async Task First_is_somebody_never_heard_of()
    {
        var talk = new Talk(
            """
            rules:
              - { when: { first: true }, stage: before, reply: Nice to meet you. }
              - { reply: Hi. }
            """
        );

        Assert.Equal("Nice to meet you.", await talk.SayAsync("hello"));
        Assert.Equal("Hi.", await talk.SayAsync("hello"));
        Assert.Empty(talk.Last.Changes);
        talk.Wait(TimeSpan.FromDays(1_000));
        Assert.Equal("Hi.", await talk.SayAsync("hello"));
    }

    [Fact]
    public async Task First_in_a_time_counts_from_the_last_message_whoever_answered_it()
    {
        var talk = new Talk(
            """
            rules:
              - { when: { all: [{ first: 30d }] }, reply: Long time no see. }
              - { when: hello, reply: Hi. }
            """
        );

        Assert.Equal("Long time no see.", await talk.SayAsync("hello"));
        talk.Wait(TimeSpan.FromDays(29));
        Assert.Null(await talk.SayAsync("nobody answers this"));
        talk.Wait(TimeSpan.FromDays(29));
        Assert.Equal("Hi.", await talk.SayAsync("hello"));
        talk.Wait(TimeSpan.FromDays(30));
        Assert.Equal("Long time no see.", await talk.SayAsync("hello"));
    }

    [Fact]
    public async Task The_third_message_in_a_row_that_is_missed_is_noticed()
    {
        var talk = new Talk(
            """
            rules:
              - { when: hello, reply: Hi. }
              - { when: { missed: 3 }, stage: fallback, reply: I call somebody. }
              - { stage: fallback, reply: Pardon? }
            """
        );

        Assert.Equal(["Pardon?", "Pardon?", "I call somebody."], await SayAllAsync(talk, "a", "b", "c"));
        Assert.Equal(["Pardon?", "Hi.", "Pardon?", "Pardon?"], await SayAllAsync(talk, "d", "hello", "a", "b"));
        Assert.Equal(
            ["I call somebody.", "Pardon?", "Pardon?", "I call somebody."],
            await SayAllAsync(talk, "c", "d", "e", "f")
        );
    }

    [Fact]
    public async Task A_choice_of_texts_never_repeats_itself()
    {
        var talk = new Talk("rules:\n  - when: joke\n    reply:\n      - One.\n      - Two.\n      - Three.\n");
        var heard = new List<string?>();
        for (var seed = 0L; seed < 200; seed++)
        {
            heard.Add(await talk.SendAsync(Talk.Message("joke", unchecked(seed * -7046029254386353131L) >>> 7)));
        }

        Assert.DoesNotContain(heard.Zip(heard.Skip(1)), pair => pair.First == pair.Second);
        Assert.Equal(["One.", "Three.", "Two."], heard.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_book_that_asks_for_nothing_writes_nothing()
    {
        var talk = new Talk("rules:\n  - { when: hello, reply: Hi. }\n");

        await SayAllAsync(talk, "hello", "what", "hello");

        Assert.Empty(talk.Own);
    }

    private static async Task<string?[]> SayAllAsync(Talk talk, params string[] texts)
    {
        var heard = new List<string?>();
        foreach (var text in texts)
        {
            heard.Add(await talk.SayAsync(text));
        }

        return [.. heard];
    }
}
