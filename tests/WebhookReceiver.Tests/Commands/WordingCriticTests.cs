using WebhookReceiver.Commands;
using WebhookReceiver.Rules.Linting;

namespace WebhookReceiver.Tests.Commands;

/// <summary>What check says about commands and whole sentences.</summary>
public sealed class WordingCriticTests
{
    [Fact]
    public async Task The_wordings_in_which_commands_are_heard_are_printed()
    {
        var output = await CheckAsync(
            """
            settings: { stop: [stop], resume: bot, languages: [en, es] }
            rules:
              - id: order
                when: order
                ask: { name: Your name? }
                reply: "{{ name }}"
                cancel: [cancel, cancelar]
            """
        );

        Assert.Equal(
            """
            settings.stop (en) hears “stop”, “please stop”, “i want to stop”, “stop it”; not “don't stop”, “don't send me messages”, “no more messages”, “unsubscribe”: add to 'stop' what you want to be heard
            settings.stop (es) hears “stop”, “por favor stop”, “quiero stop”, “stop esto”; not “no stop”, “no me envíen mensajes”, “no más mensajes”: add to 'stop' what you want to be heard
            settings.start (en) hears “start”, “please start”
            settings.start (es) hears “start”, “por favor start”
            settings.resume (en) hears “bot”, “please bot”
            settings.resume (es) hears “bot”, “por favor bot”
            'cancel' of 'order' (en) hears “cancel”, “please cancel”, “i want to cancel”, “cancel it”, “forget it”; not “don't cancel”
            'cancel' of 'order' (es) hears “cancelar”, “por favor cancelar”, “quiero cancelar”, “cancelar esto”, “olvídalo”; not “no cancelar”
            1 rule, 0 tests: all good
            """,
            output
        );
    }

    [Fact]
    public async Task A_language_is_shown_with_the_word_that_the_rules_give_it()
    {
        var output = await CheckAsync(
            """
            settings: { resume: { de: [Roboter], en: [robot] }, languages: [en, de] }
            rules: [{ id: a, reply: A }]
            """
        );

        Assert.Equal(
            """
            settings.resume (en) hears “robot”, “please robot”
            settings.resume (de) hears “Roboter”, “bitte Roboter”
            1 rule, 0 tests: all good
            """,
            output
        );
    }

    [Fact]
    public async Task What_is_refused_in_words_of_stop_is_not_proposed()
    {
        var output = await CheckAsync(
            "settings: { stop: [stop, unsubscribe, no more messages, don't send me messages] }\nrules: [{ id: a, reply: A }]\n"
        );

        Assert.StartsWith("settings.stop hears “stop”, “please stop”", output, StringComparison.Ordinal);
        Assert.Contains("“unsubscribe”", output.Split("; not")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What are your opening hours?", "opening hours")]
    [InlineData("Where can I park my car?", "park * car")]
    [InlineData("Do you deliver to my house", "deliver * house")]
    [InlineData("¿Cuál es el horario de apertura?", "horario de apertura")]
    [InlineData("Quels sont vos horaires ?", "horaires")]
    [InlineData("Wie lange habt ihr geöffnet?", "lange * geöffnet")]
    [InlineData("Do you have parking at the hotel?", "parking * hotel")]
    [InlineData("How much does a haircut cost for children?", "haircut * children")]
    [InlineData("Can I bring my dog?", "dog")]
    [InlineData("Do you offer gift vouchers?", "gift vouchers")]
    [InlineData("I would like to book a table for two", "book * table")]
    [InlineData("Is breakfast included in the price?", "breakfast * price")]
    [InlineData("¿Cuánto cuesta una clase de conducir?", "clase de conducir")]
    [InlineData("Wie sind eure Öffnungszeiten am Samstag?", "Öffnungszeiten * Samstag")]
    [InlineData("opening hours", null)]
    [InlineData("how much is it", null)]
    [InlineData("what are <day> opening hours of yours?", null)]
    [InlineData("Saint Patrick Street Bakery Cork", null)]
    [InlineData("営業時間は何時から何時までですか？", null)]
    public void A_whole_sentence_is_told_with_the_phrase_that_would_do(string phrase, string? enough) =>
        Assert.Equal(enough, WholeSentences.EnoughOf(phrase));

    [Fact]
    public async Task The_note_names_the_phrase() =>
        Assert.Equal(
            "shop.yaml:1:9: note: rule 'hours': “What are your opening hours?” is a whole sentence: only a message with all of its words, in this order, fits. Write what nobody leaves out: opening hours\n1 rule, 0 tests: 1 note",
            await CheckAsync("rules: [{ id: hours, when: \"What are your opening hours?\", reply: From 8. }]\n")
        );

    private static async Task<string> CheckAsync(string rules)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", rules);
        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create([]), [folder.Path]);
        return output.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }
}
