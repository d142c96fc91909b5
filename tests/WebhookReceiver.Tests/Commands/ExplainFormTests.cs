using System.Text;
using System.Text.Json.Nodes;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>Explains why a message counts as the answer to a question, or not.</summary>
public sealed class ExplainFormTests
{
    private const string Shop = """
        calendars:
          shop: { open: { mon-fri: "09:00-17:00" } }
        rules:
          - id: fire
            stage: before
            always: true
            when: fire
            reply: Run!
          - id: visit
            when: book a visit
            ask:
              - people: For how many?
                expect: 1-12
              - day: On which day?
                expect: { date: 2d..60d, open: shop }
                skip: any day
                tries: 1
            cancel: never mind
            reply: See you.
          - id: four
            when: [4, four]
            reply: Four what?
          - id: redelivery
            when: reschedule
            menu:
              - Tomorrow: We come.
              - Book a visit: { go: visit }
          - id: fallback
            stage: fallback
            reply: Pardon?
        """;

    [Fact]
    public async Task An_answer_is_shown_first_then_why_it_fits_then_the_rules()
    {
        var output = await ExplainAsync("book a visit", "we are 4");

        Assert.StartsWith(
            """
            “we are 4”

            'visit' answers:
            On which day?
            Open: the question 'people' of 'visit' (shop.yaml:9)
                ✓ is its answer: people = 4 (expect: 1-12)

            ✓ visit (shop.yaml:9) ANSWERS, because of what was open
            · four (shop.yaml:20) would answer too, but what was open comes first
                ✓ words: 4, four (found: 4)
            · fallback (shop.yaml:28) would answer too, but what was open comes first
                ✓ (answers everything)

            """,
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "✗ is refused: 40 is not within 1-12 (expect: 1-12): the rules are asked, then it comes again (try 1 of 3)",
        "40"
    )]
    [InlineData("✗ is no answer (expect: 1-12): the rules are asked, then it comes again (try 1 of 3)", "many")]
    [InlineData("✗ is no answer (expect: 1-12): the rules are asked, then it comes again (try 2 of 3)", "many", "lots")]
    [InlineData("✓ ends it, by 'cancel' (is: never mind)", "Never mind!")]
    [InlineData("✗ not looked at: 'fire' always comes first", "fire")]
    [InlineData("✓ leaves it open, by 'skip' (is: any day)", "4", "any day")]
    [InlineData("✓ is its answer: day = 2026-01-16 (expect: { date: 2d..60d, open: shop })", "4", "friday")]
    [InlineData(
        "✗ is refused: 2026-01-15 is not within 2d..60d (expect: { date: 2d..60d, open: shop }): the rules are asked; if none knows it, this was the last try",
        "4",
        "tomorrow"
    )]
    [InlineData("✓ takes an earlier answer back: people = 5", "4", "sorry, 5 people")]
    public async Task A_question_says_what_the_message_was_taken_as(string line, params string[] answers) =>
        Assert.Contains(
            "\n    " + line + "\n",
            await ExplainAsync(["book a visit", .. answers]),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("✓ chooses “1. Tomorrow”", "1")]
    [InlineData("✓ chooses “2. Book a visit”, which leads to 'visit'", "book a visit please")]
    [InlineData(
        "✗ chooses none of “1. Tomorrow”, “2. Book a visit”: the rules are asked, then it comes again (try 1 of 3)",
        "3"
    )]
    public async Task A_menu_says_what_the_message_chose(string line, string answer) =>
        Assert.Contains(
            $"Open: the menu of 'redelivery' (shop.yaml:23)\n    {line}\n",
            await ExplainAsync("reschedule", answer),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Why_not_tells_that_a_question_was_open() =>
        Assert.Equal(
            "'four' would answer it too, but the question 'people' of 'visit' is open, and the message is its answer: people = 4 (expect: 1-12).",
            await ExplainAsync("book a visit", "4", "--rule", "four")
        );

    [Fact]
    public async Task The_management_api_explains_an_answer_after_what_came_before()
    {
        await using var app = new WebhookApp(("shop.yaml", Shop));
        using var content = new StringContent(
            """{"text":"4","before":["book a visit"]}""",
            Encoding.UTF8,
            "application/json"
        );
        using var response = await app.Management.PostAsync(
            "/api/explain",
            content,
            TestContext.Current.CancellationToken
        );

        var json = JsonNode.Parse(await response.TextAsync())!;
        Assert.Equal(
            """{"rule":"visit","question":"people","takes":true,"told":"is its answer: people = 4 (expect: 1-12)"}""",
            json["open"]!.ToJsonString()
        );
        Assert.Equal("On which day?", (string)json["reply"]!);
    }

    [Fact]
    public async Task A_failing_test_prints_what_was_open()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "shop.yaml",
            Shop.Replace(
                "    reply: Four what?",
                "    reply: Four what?\n    tests:\n      - say: [book a visit, \"4\"]",
                StringComparison.Ordinal
            )
        );

        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create([]), folder.Path);

        Assert.Contains(
            "should be answered by 'four', but 'visit' at shop.yaml:9 answers “On which day?”.\n    open was the question 'people' of 'visit': ✓ is its answer: people = 4 (expect: 1-12)\n",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "lunch on sunday at 1 pm",
        "refused: day = 2026-01-18 (2026-01-18 is a day on which shop is closed)\n",
        "captured: hour = 13:00\n"
    )]
    [InlineData(
        "lunch on friday at 9 o'clock",
        "refused: hour = 9 o'clock (09:00 or 21:00 is not within 12:00..14:00)\n",
        "captured: day = 2026-01-16\n"
    )]
    [InlineData(
        "lunch on thursday 5 at 1pm",
        "refused: day = thursday 5 (may mean 2026-01-15 or 2026-02-05)\n",
        "captured: hour = 13:00\n"
    )]
    [InlineData("lunch on thursday 6th at 1pm", "refused: day = thursday 6th (not understood)\n", "\n")]
    public async Task What_a_phrase_keeps_and_a_question_refuses_is_told_with_the_reason(
        string text,
        string refused,
        string captured
    )
    {
        var output = await ExplainRulesAsync(
            """
            calendars:
              shop: { open: { mon-fri: "09:00-17:00" } }
            rules:
              - id: lunch
                when: lunch on <day:date> at <hour:time>
                ask:
                  - { day: Which day?, expect: { date: today..60d, open: shop } }
                  - { hour: At what time?, expect: { time: 12:00..14:00, on: day } }
                reply: See you.
            """,
            text
        );

        Assert.Contains(refused, output, StringComparison.Ordinal);
        Assert.Contains(captured, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_hour_that_waits_for_its_day_is_not_called_refused()
    {
        var output = await ExplainRulesAsync(
            """
            calendars:
              shop: { open: { mon-fri: "09:00-17:00" } }
            rules:
              - id: visit
                when: visit at <hour:time>
                ask:
                  - { day: Which day?, expect: { date: today..60d, open: shop } }
                  - { hour: At what time?, expect: { time: any, open: shop, on: day } }
                reply: See you.
            """,
            "visit at 10:00"
        );

        Assert.Contains("Which day?", output, StringComparison.Ordinal);
        Assert.Contains("captured: hour = 10:00\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "is a question (expect: text): the rules are asked, then it comes again (try 1 of 3)",
        "friday",
        "how much is it?"
    )]
    [InlineData("takes an earlier answer back: day = 2026-01-17", "friday", "no wait, saturday")]
    [InlineData("takes an earlier answer back, which is asked again", "friday", "no wait, not friday")]
    public async Task What_is_taken_back_and_what_is_a_question_is_told(string told, params string[] answers) =>
        Assert.Contains(
            told,
            await ExplainRulesAsync(
                """
                rules:
                  - id: visit
                    when: visit
                    ask: [{ day: Which day?, expect: date }, { name: Your name? }]
                    reply: See you.
                """,
                ["visit", .. answers]
            ),
            StringComparison.Ordinal
        );

    private static Task<string> ExplainAsync(params string[] args) => ExplainRulesAsync(Shop, args);

    private static async Task<string> ExplainRulesAsync(string rules, params string[] args)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", rules);
        string[] all = [.. args, "--rules", folder.Path, "--at", "2026-01-14T12:00:00Z"];
        var (code, output, errors) = await Verb.RunAsync(ExplainCommand.Create([]), all);
        Assert.Equal((0, ""), (code, errors));
        return output.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }
}
