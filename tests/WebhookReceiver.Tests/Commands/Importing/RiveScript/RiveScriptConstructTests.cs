namespace WebhookReceiver.Tests.Commands.Importing.RiveScript;

/// <summary>Constructs of RiveScript that become parts of the rule language.</summary>
public sealed class RiveScriptConstructTests
{
    [Fact]
    public async Task Optionals_alternatives_and_arrays_become_one_phrase()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            "! array hot = tea|dark coffee\n+ i (want|need) [a|some] [nice cup of] @hot [*]\n- Here it is.\n+ *\n- Pardon?\n"
        );

        Assert.Contains(
            "is: \"i (want|need) (a|some|) (nice cup of|) (tea|dark coffee) *\"",
            bot.Rules(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["Here it is.", "Here it is.", "Pardon?"],
            await bot.TalkAsync("i need a nice cup of dark coffee please", "i want tea", "i like tea")
        );
    }

    [Fact]
    public async Task More_ways_than_a_phrase_may_have_are_written_out()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            "+ (a|b|c|d) (a|b|c|d) (a|b|c|d|e) x\n- Yes.\n+ *\n- Pardon?\n"
        );

        Assert.Equal(["Yes.", "Pardon?"], await bot.TalkAsync("d b e x", "d b f x"));
        Assert.DoesNotContain("|", bot.Rules(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_are_kept_and_a_part_by_chance_does_not_add_to_them()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            "+ toss\n- Heads.{weight=20}\n- {weight=10}Tails{random}!|?{/random}\n- Edge.\n+ *\n- Pardon?\n"
        );

        Assert.Equal(
            """
            rules:
              - id: toss
                when:
                  is: toss
                reply:
                  - text: Heads.
                    weight: 20
                  - text: Tails!
                    weight: 5
                  - text: Tails?
                    weight: 5
                  - Edge.
                tests:
                  - say: toss
              - id: anything
                stage: fallback
                reply: Pardon?
                tests:
                  - say: something
            """,
            bot.Rules()
        );
    }

    [Fact]
    public async Task What_goes_on_from_one_of_several_texts_goes_on_from_that_one_alone()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            "+ my name is *\n- <set name=<star>>Shall I call you, <get name>?\n+ call\n- Today or tomorrow?\n+ yes\n% shall i call you *\n- I call.\n"
                + "+ [on] (today|tomorrow)\n% (today|this day) or tomorrow\n- Good.\n+ *\n- Pardon?\n"
        );

        Assert.Contains(
            "after-we-said: [today or tomorrow, this day or tomorrow]",
            bot.Rules(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [
                "Pardon?",
                "Shall I call you, Ann?",
                "I call.",
                "Today or tomorrow?",
                "Pardon?",
                "Today or tomorrow?",
                "Good.",
            ],
            await bot.TalkAsync("yes", "my name is Ann", "yes", "call", "yes", "call", "on today")
        );
    }

    [Fact]
    public async Task An_answer_that_says_more_is_told()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            "+ one\n- Do you like tea?\n+ two\n- Or do you like tea more?\n+ yes\n% do you like tea\n- So do I.\n+ *\n- Pardon?\n"
        );

        Assert.Contains(
            "a.rive:5: it also goes on from the answer of line 3, which says more than that",
            bot.Report,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_begin_block_stands_around_every_answer()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            "> begin\n+ request\n* <get name> == undefined => {ok} Who are you?\n- {ok}\n< begin\n"
                + "+ i am *\n- <set name=<star>>Hello.\n+ hours\n- Nine to five.\n+ when\n- So: {@hours}\n+ *\n- Pardon?\n"
        );

        Assert.Equal(
            ["Nine to five. Who are you?", "So: Nine to five. Who are you?", "Pardon?", "Nine to five."],
            (await bot.TalkAsync("hours", "when", "i am Ann", "xyz", "hours")).Where((_, i) => i != 2)
        );
        Assert.Contains("1 begin blocks", bot.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_keeps_its_place_before_a_wider_trigger()
    {
        using var bot = await ImportedBot.ImportAsync(
            "rivescript",
            "a.rive",
            "+ hello\n- Hello!\n+ good day to you\n@ hello\n+ hi\n@ hello\n+ good *\n- A good <star>.\n+ *\n- Pardon?\n"
        );

        Assert.Equal(
            ["Hello!", "A good day.", "Hello!", "Hello!"],
            await bot.TalkAsync("good day to you", "good day", "hi", "hello")
        );
    }
}
