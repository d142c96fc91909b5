using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Calendars;

/// <summary>"Are you open on 17 March?": conditions and hours of a day that the contact names.</summary>
public sealed class OpenOnDayTests
{
    private const string Calendars = """
        settings: { zone: Europe/Dublin }
        calendars:
          shop:
            open: { mon-fri: "09:00-17:30", sat: "10:00-14:00" }
            closed: { 03-17: St Patrick's Day }
            special: { 2026-12-24: "09:00-13:00" }
          bar: { open: { fri-sat: "20:00-02:00" } }

        """;

    private const string Shop =
        Calendars
        + """
            rules:
              - id: open-on
                when: { words: ["open * <day:date>", "hours <day:date>"], open: { shop: <day> } }
                reply: "Yes, {{ calendar.shop.on }}."
              - id: closed-on
                when: { words: ["open * <day:date>", "hours <day:date>"], closed: { shop: <day> } }
                reply: "No{% if calendar.shop.reason %}: {{ calendar.shop.reason }}{% endif %}."
              - id: open-now
                when: { words: are you open, open: shop }
                reply: "Now, {{ calendar.shop.today }}."
              - id: bar-on
                when: { words: "bar <evening:date>", open: { bar: <evening> } }
                reply: "The bar: {{ calendar.bar.on }}."
              - id: bar-off
                when: { words: "bar <evening:date>", closed: { bar: <evening> } }
                reply: No bar.
              - id: table
                when: book a table
                ask:
                  - { day: On which day?, expect: { date: today.., open: shop } }
                  - { hour: "We are open {{ calendar.shop.on }}. At what time?", expect: { time: any, open: shop, on: day } }
                reply: "{{ day }} at {{ hour }}, open {{ calendar.shop.on }}{{ texts.bye }}"
              - id: fallback
                stage: fallback
                reply: Pardon?
            texts: { bye: " ({{ calendar.shop.on }})" }
            """;

    [Theory]
    [InlineData("are you open on 17 March?", "No: St Patrick's Day.")]
    [InlineData("are you open on 18 March?", "Yes, 09:00-17:30.")]
    [InlineData("Are you open saturday?", "Yes, 10:00-14:00.")]
    [InlineData("are you open on sunday", "No.")]
    [InlineData("hours 24 December", "Yes, 09:00-13:00.")]
    [InlineData("are you open tomorrow", "Yes, 09:00-17:30.")]
    [InlineData("are you open today", "Yes, 09:00-17:30.")]
    [InlineData("are you open?", "Now, 09:00-17:30.")]
    [InlineData("bar friday", "The bar: 20:00-02:00.")]
    [InlineData("bar sunday", "No bar.")]
    public async Task The_day_of_the_phrase_counts(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Shop).SayAsync(text));

    [Fact]
    public async Task Today_is_open_while_the_shift_of_the_evening_before_runs()
    {
        var talk = new Talk(Shop);
        // Sunday, 01:00: Saturday's shift runs until 02:00.
        talk.Wait(TimeSpan.FromHours((3 * 24) + 13));

        Assert.Equal("The bar: 20:00-02:00.", await talk.SayAsync("bar today"));

        talk.Wait(TimeSpan.FromHours(1));
        Assert.Equal("No bar.", await talk.SayAsync("bar today"));
    }

    [Fact]
    public async Task The_answer_of_a_form_counts_in_questions_replies_and_shared_texts()
    {
        var talk = new Talk(Shop);

        Assert.Equal("On which day?", await talk.SayAsync("book a table"));
        Assert.Equal("We are open 10:00-14:00. At what time?", await talk.SayAsync("saturday"));
        Assert.Equal("2026-01-17 at 11:00, open 10:00-14:00 (10:00-14:00)", await talk.SayAsync("11:00"));
    }

    [Fact]
    public async Task A_question_speaks_of_its_own_day_whatever_other_days_are_known()
    {
        var talk = new Talk(
            Calendars
                + """
                rules:
                  - id: move
                    when: [move <old:date>, move]
                    ask:
                      - { old: From which day?, expect: date }
                      - { day: To which day?, expect: { date: today.., open: shop } }
                      - hour: "{{ calendar.shop.on }}. At what time?"
                        expect: { time: any, open: shop, on: day }
                        not-possible: "Only {{ calendar.shop.on }}."
                        otherwise: "A time in {{ calendar.shop.on }}, please."
                      - { how: "In place of {{ calendar.shop.on }}?", expect: { time: any, on: old } }
                    reply: "{{ old }} to {{ day }} {{ hour }}."
                """
        );

        Assert.Equal("To which day?", await talk.SayAsync("move friday"));
        Assert.Equal("10:00-14:00. At what time?", await talk.SayAsync("saturday"));
        Assert.Equal("Only 10:00-14:00.\n\n10:00-14:00. At what time?", await talk.SayAsync("16:00"));
        Assert.Equal("A time in 10:00-14:00, please.\n\n10:00-14:00. At what time?", await talk.SayAsync("hmm"));
        Assert.Equal("In place of 09:00-17:30?", await talk.SayAsync("11:00"));
    }

    [Fact]
    public async Task Of_several_days_that_are_asked_a_reply_tells_none()
    {
        static string Move(string reply) =>
            Calendars
            + $"""
                rules:
                  - id: move
                    when: move
                    ask:
                      - {"{"} old: From which day?, expect: date {"}"}
                      - {"{"} day: To which day?, expect: date {"}"}
                    reply: "{reply}"
                """;

        Assert.Equal(
            "shop.yaml:14:40: error: rule 'move': 'calendar.shop.on' may mean several days: old, day. Take it out, or say it in a question with { time: any, open: shop, on: day }.",
            (await Checked.FindingsAsync(("shop.yaml", Move("{{ old }} to {{ day }}: {{ calendar.shop.on }}"))))
                .Split('\n')[0]
                .TrimEnd('\r')
        );
        Assert.DoesNotContain(
            "error",
            await Checked.FolderAsync(("shop.yaml", Move("{{ old }} to {{ day }}"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nested_conditions_and_several_calendars_may_use_the_day()
    {
        var talk = new Talk(
            Calendars
                + """
                rules:
                  - id: any
                    when: { all: ["visit <day:date>", { any: [{ open: { shop: <day>, bar: <day> } }] }] }
                    reply: Come.
                  - id: none
                    when: { words: "visit <day:date>", not: { open: { shop: <day>, bar: <day> } } }
                    reply: Stay.
                """
        );

        Assert.Equal("Come.", await talk.SayAsync("visit saturday"));
        Assert.Equal("Stay.", await talk.SayAsync("visit sunday"));
        Assert.Equal("Stay.", await talk.SayAsync("visit 17 March"));
    }

    [Fact]
    public async Task Explain_tells_the_day_and_the_condition()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);
        var (_, output, _) = await Verb.RunAsync(
            ExplainCommand.Create([]),
            "are you open on 17 March?",
            "--rules",
            folder.Path,
            "--at",
            "2026-01-14T12:00+00:00"
        );

        Assert.Contains("✓ closed: { shop: <day> }", output, StringComparison.Ordinal);
        Assert.Contains("day = 2026-03-17", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "{ words: \"open <day>\", open: { shop: <day> } }",
        "x",
        "shop.yaml:10:48: error: rule 'a': '<day>' is kept, but not as a date. Write in the phrase: <day:date>",
        "{ words: \"open <day:date>\", open: { shop: <day> } }"
    )]
    [InlineData(
        "{ words: \"open <day:number>\", closed: { shop: <day> } }",
        "x",
        "shop.yaml:10:57: error: rule 'a': '<day>' is kept, but not as a date. Write in the phrase: <day:date>",
        "{ words: \"open <day:date>\", closed: { shop: <day> } }"
    )]
    [InlineData(
        "{ words: open, open: { shop: <day> } }",
        "x",
        "shop.yaml:10:40: error: rule 'a': no phrase keeps the day '<day>'. Keep it in a phrase: <day:date>; for the answer to a question write there: expect: { date: today.., open: shop }",
        "{ words: \"open <day:date>\", open: { shop: <day> } }"
    )]
    [InlineData(
        "{ words: \"open <day:date>\", open: { shop: <dya> } }",
        "x",
        "shop.yaml:10:53: error: rule 'a': no phrase keeps the day '<dya>'. Write: open: { shop: <day> }",
        "{ words: \"open <day:date>\", open: { shop: <day> } }"
    )]
    [InlineData(
        "{ words: \"open <day:date>\", open: { shop: day } }",
        "x",
        "shop.yaml:10:53: error: rule 'a': 'day' is not a slot. Write: open: { shop: <day> }",
        "{ words: \"open <day:date>\", open: { shop: <day> } }"
    )]
    [InlineData(
        "{ words: \"open <day:date>\", open: { shp: <day> } }",
        "x",
        "shop.yaml:10:47: error: rule 'a': there is no calendar 'shp'. Did you mean 'shop'?",
        "{ words: \"open <day:date>\", open: { shop: <day> } }"
    )]
    [InlineData(
        "open",
        "{{ calendar.shop.on }}",
        "shop.yaml:11:16: error: rule 'a': 'calendar.shop.on' needs a day, and none is known here. Keep one in a phrase, <day:date>, or ask for it with 'expect: date'.",
        "\"open <day:date>\""
    )]
    [InlineData(
        "\"open <from:date> to <to:date>\"",
        "{{ calendar.shop.on }}",
        "shop.yaml:11:16: error: rule 'a': 'calendar.shop.on' may mean several days: from, to. Name the day under 'when': open: { shop: <from> }",
        "{ words: \"open <from:date> to <to:date>\", open: { shop: <from> } }"
    )]
    [InlineData(
        "{ words: [\"open <day:date>\", open], open: { shop: <day> } }",
        "x",
        "shop.yaml:10:61: warning: rule 'a': “open” keeps no '<day>', so a message with it alone never gets this answer. Give it a rule of its own, with 'open' or 'closed' for now.",
        "{ words: \"open <day:date>\", open: { shop: <day> } }"
    )]
    public async Task A_day_that_is_none_is_told_and_the_cure_works(
        string when,
        string reply,
        string told,
        string cured
    )
    {
        Assert.Equal(
            told,
            (await Checked.FindingsAsync(("shop.yaml", Rule(when, reply)))).Split('\n')[0].TrimEnd('\r')
        );
        Assert.DoesNotContain(
            "error",
            await Checked.FolderAsync(("shop.yaml", Rule(cured, reply))),
            StringComparison.Ordinal
        );
    }

    private static string Rule(string when, string reply) =>
        Calendars
        + $"rules:\n  - id: a\n    when: {when}\n    reply: \"{reply}\"\n"
        + "  - when: bar\n    reply: \"{{ calendar.bar.today }}\"\n";
}
