using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

public sealed class LinterTests
{
    private static async Task<(int Code, string Output)> CheckAsync(string rules, params string[] args)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", rules);
        var (code, output, _) = await Verb.RunAsync(CheckCommand.Create([]), [folder.Path, .. args]);
        return (code, output.Replace(folder.Path + "/", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_phrase_that_an_earlier_rule_takes_is_shown_by_the_message_that_shows_it()
    {
        var (code, output) = await CheckAsync(
            """
            rules:
              - id: prices
                when: [how much, price]
                reply: From 4.50.
              - id: delivery
                when: [deliver, how much * delivery, "price of delivery <place>"]
                reply: We deliver.
            """
        );

        Assert.Equal(0, code);
        Assert.Equal(
            """
            shop.yaml:5:5: warning: rule 'delivery': “how much delivery”, “price of delivery something” never reach this rule: they are answered by 'prices' at shop.yaml:2 (how much), which is asked earlier because it stands above it in the file. Move this rule above it, or narrow the phrases of 'prices'.
            2 rules, 0 tests: 1 warning
            """,
            output
        );
    }

    [Theory]
    [InlineData("when: { words: price, channel: sms }")]
    [InlineData("when: { words: price, contact: { city: known } }")]
    [InlineData("when: price\n    cooldown: 1h")]
    [InlineData("when: price\n    shadow: true")]
    public async Task A_rule_that_answers_only_sometimes_takes_nothing_away(string when)
    {
        var (_, output) = await CheckAsync(
            $"rules:\n  - id: first\n    {when}\n    reply: A.\n  - id: second\n    when: [price, prices]\n    reply: B.\n"
        );

        Assert.Equal("2 rules, 0 tests: all good", output);
    }

    [Fact]
    public async Task A_word_that_stops_us_reaches_no_rule()
    {
        var (_, output) = await CheckAsync(
            "settings: { stop: [stop, quit] }\nrules:\n  - id: halt\n    when: stop\n    reply: Halted.\n"
        );

        Assert.Equal(
            "shop.yaml:3:5: warning: rule 'halt': “stop” never reaches this rule: it is answered by 'settings.stop' before any rule is asked. Take the phrase out here, or out of the settings.\nsettings.stop hears “stop”, “please stop”, “i want to stop”, “stop it”; not “don't stop”, “don't send me messages”, “no more messages”, “unsubscribe”: add to 'stop' what you want to be heard\nsettings.start hears “start”, “please start”\n1 rule, 0 tests: 1 warning",
            output
        );
    }

    [Fact]
    public async Task A_clean_folder_of_a_hundred_rules_prints_nothing()
    {
        var rules = new StringBuilder("rules:\n");
        for (var i = 0; i < 100; i++)
        {
            rules.Append(
                CultureInfo.InvariantCulture,
                $"  - when: [topic{i}, what about topic{i}, tell me * topic{i}]\n    reply: About {i}.\n"
            );
        }

        var (code, output) = await CheckAsync(rules.ToString(), "--strict");

        Assert.Equal((0, "100 rules, 0 tests: all good"), (code, output));
    }

    [Fact]
    public async Task Rules_that_react_to_events_are_reached_behind_one_that_answers_everything()
    {
        var (_, output) = await CheckAsync(
            "rules:\n  - id: all\n    reply: Hello.\n  - id: failed\n    when: { event: failed }\n    reply: Sorry.\n"
        );

        Assert.Equal(
            "shop.yaml:4:5: warning: rule 'failed': 'then', 'tell' and what reacts to an event send by the Push API, but no token is set, so nothing is sent. Set Sending:Token (environment: Sending__Token) where the server runs.\n2 rules, 0 tests: 1 warning",
            output
        );
    }

    [Fact]
    public async Task Rules_behind_one_that_answers_everything_are_told()
    {
        var (code, output) = await CheckAsync(
            "rules:\n  - id: all\n    reply: Hello.\n  - id: hours\n    when: { is: hours, type: text }\n    reply: Nine.\n",
            "--strict"
        );

        Assert.Equal(1, code);
        Assert.Equal(
            "shop.yaml:2:5: warning: rule 'all': this rule answers every message, so 'hours' is never asked. Write 'stage: fallback' if it should come last, or give it 'when'.\n2 rules, 0 tests: 1 warning",
            output
        );
    }

    [Fact]
    public async Task A_text_too_long_for_a_message_is_told()
    {
        var (_, output) = await CheckAsync(
            $"rules:\n  - id: long\n    when: all\n    reply: {new string('x', 4_001)}\n"
        );

        Assert.Contains(
            "the reply has 4001 characters, and a channel carries 4000: it is cut there.",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Media_is_slow_where_phones_are_in_use()
    {
        const string Rules = """
            rules:
              - id: menu
                when: menu
                reply: { media: https://example.com/menu.jpg }
                tests:
                  - say: menu
            """;

        var (_, official) = await CheckAsync(Rules);
        var (_, phone) = await CheckAsync(Rules + "\n        channel: whatsapp-phone");

        Assert.Equal("1 rule, 1 test: all good", official);
        Assert.StartsWith(
            "shop.yaml:2:5: note: rule 'menu': on phone automation a picture or file waits in the broadcast queue, about ten seconds",
            phone,
            StringComparison.Ordinal
        );
        Assert.EndsWith("\n1 rule, 1 test: 1 note", phone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_ups_need_a_token()
    {
        const string Rules =
            "rules:\n  - id: later\n    when: later\n    reply: { text: Yes., then: { after: 2h, text: Now. } }\n";
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Rules);

        var (_, without) = await CheckAsync(Rules);
        var (_, with, _) = await Verb.RunAsync(CheckCommand.Create(["--Sending:Token=abc"]), folder.Path);

        Assert.StartsWith(
            "shop.yaml:2:5: warning: rule 'later': 'then', 'tell' and what reacts to an event send by the Push API, but no token is set, so nothing is sent.",
            without,
            StringComparison.Ordinal
        );
        Assert.Equal("1 rule, 0 tests: all good", with);
    }

    [Fact]
    public async Task A_template_of_a_rule_needs_a_language_in_the_settings()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "shop.yaml",
            "rules:\n  - id: later\n    when: later\n    reply: { text: Yes., then: { after: 2h, template: XY1234 } }\n"
        );

        var (_, without, _) = await Verb.RunAsync(CheckCommand.Create(["--Sending:Token=abc"]), folder.Path);
        var (_, with, _) = await Verb.RunAsync(
            CheckCommand.Create(["--Sending:Token=abc", "--Sending:Language=en"]),
            folder.Path
        );

        Assert.EndsWith(
            "/shop.yaml:2:5: warning: rule 'later': a template needs a language, and no setting names one, so the platform refuses it. Set Sending:Language (environment: Sending__Language), such as en.\n1 rule, 0 tests: 1 warning",
            without,
            StringComparison.Ordinal
        );
        Assert.Equal("1 rule, 0 tests: all good", with);
    }

    [Fact]
    public async Task Hours_that_no_calendar_covers_are_told_and_a_rule_for_them_helps()
    {
        const string Open = """
            calendars:
              shop: { zone: Europe/Dublin, open: { mon-sun: "09:00-17:00" } }
            rules:
              - id: now
                when: { words: are you there, open: shop }
                reply: Yes.

            """;

        var (_, gap) = await CheckAsync(Open);
        var (_, covered) = await CheckAsync(
            Open + "  - id: closed\n    when: { words: are you there, closed: shop }\n    reply: Tomorrow.\n"
        );

        Assert.Matches(
            "^shop.yaml:4:5: note: rule 'now': “are you there” is answered by no rule at some hours of the coming year, first on ",
            gap
        );
        Assert.Equal("2 rules, 0 tests: all good", covered);
    }

    [Fact]
    public async Task Coverage_names_rules_alternatives_and_texts_that_no_test_reaches()
    {
        const string Rules = """
            settings: { languages: [en, ar] }
            rules:
              - id: order
                when: { words: order, any: [late, where is] }
                reply: { en: Soon., ar: قريبا }
                tests:
                  - say: where is my order
              - id: hello
                when: [hi, hello]
                reply: Hi.

            """;

        var (code, output) = await CheckAsync(Rules, "--coverage");
        var (_, json) = await CheckAsync(Rules, "--coverage", "--json");

        Assert.Equal(0, code);
        Assert.Equal(
            """
            shop.yaml:3: no test reaches “words: late” of rule 'order'
            shop.yaml:3: no test reaches “text ar” of rule 'order'
            shop.yaml:8: no test reaches rule 'hello'
            tests reach 1 of 2 rules, and leave out 2 of the branches of these
            2 rules, 1 test: all good
            """,
            output
        );
        Assert.Equal("words: late", (string)JsonNode.Parse(json)!["coverage"]!["gaps"]![0]!["branch"]!);
    }
}
