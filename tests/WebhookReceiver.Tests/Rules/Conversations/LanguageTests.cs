using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>In which language somebody is answered.</summary>
public sealed class LanguageTests
{
    private const string Shop = """
        settings: { languages: [es, en] }
        rules:
          - id: price
            when: [price, precio]
            reply: { es: Cuesta 5., en: It costs 5. }
          - id: hours
            when: [opening hours, horario]
            reply: { es: Abrimos a las 8., en: We open at 8. }
          - id: table
            when: [book a table, reservar una mesa]
            ask:
              - people: { es: ¿Para cuántos?, en: For how many? }
                expect: 1-12
              - name: { es: ¿Su nombre?, en: Your name? }
            reply: { es: Hecho., en: Done. }
            cancel: [cancel, cancelar]
          - id: choose
            when: [choose, elegir]
            reply: { es: Elija., en: Choose. }
            menu:
              - label: { es: Uno, en: One }
                reply: { es: El uno., en: The one. }
              - label: { es: Dos, en: Two }
                reply: { es: El dos., en: The two. }
          - id: thumb
            when: 👍
            reply: { es: Perfecto., en: Great. }
          - id: fallback
            stage: fallback
            reply: { es: ¿Perdón?, en: Pardon? }

        """;

    [Theory]
    [InlineData("What is the price please", "It costs 5.")]
    [InlineData("price", "It costs 5.")]
    [InlineData("PRICE?", "It costs 5.")]
    [InlineData("¿Cuál es el precio, por favor?", "Cuesta 5.")]
    [InlineData("precio", "Cuesta 5.")]
    [InlineData("your opening hours?", "We open at 8.")]
    [InlineData("what would you recommend", "Pardon?")]
    [InlineData("qué me recomienda", "¿Perdón?")]
    [InlineData("5", "¿Perdón?")]
    [InlineData("👍", "Perfecto.")]
    [InlineData("", "¿Perdón?")]
    public async Task The_phrase_or_the_words_tell_the_language(string said, string answer) =>
        Assert.Equal(answer, await new Talk(Shop).SayAsync(said));

    [Fact]
    public async Task A_conversation_keeps_its_language_through_questions_and_signs()
    {
        var talk = new Talk(Shop);

        Assert.Equal("For how many?", await talk.SayAsync("book a table"));
        Assert.Equal("Your name?", await talk.SayAsync("4"));
        Assert.Equal("Done.", await talk.SayAsync("Juan de la Cruz"));
        Assert.Equal("Great.", await talk.SayAsync("👍"));
        Assert.Equal("Pardon?", await talk.SayAsync("18:30"));
        Assert.Equal("It costs 5.", await talk.SayAsync("precio"));
        Assert.Equal("Cuesta 5.", await talk.SayAsync("quiero saber el precio"));
        Assert.Equal("Perfecto.", await talk.SayAsync("👍"));
    }

    [Theory]
    [InlineData("Juan")]
    [InlineData("no")]
    [InlineData("Calle Mayor 5")]
    [InlineData("hola")]
    [InlineData("ok gracias")]
    public async Task Fewer_than_two_words_that_tell_change_no_language(string said)
    {
        var talk = new Talk(Shop);
        await talk.SayAsync("what is the price");

        Assert.Equal("Pardon?", await talk.SayAsync(said));
    }

    [Fact]
    public async Task What_does_not_answer_a_question_may_change_the_language()
    {
        var talk = new Talk(Shop);
        await talk.SayAsync("book a table");

        Assert.Equal("Abrimos a las 8.\n\n¿Para cuántos?", await talk.SayAsync("¿cuál es el horario?"));
    }

    [Fact]
    public async Task A_menu_choice_changes_no_language()
    {
        var talk = new Talk(Shop);
        await talk.SayAsync("I would like to choose");

        Assert.Equal("The two.", await talk.SayAsync("2"));
        Assert.Equal("Great.", await talk.SayAsync("👍"));
    }

    [Theory]
    [InlineData("de, en", "Was kostet das?", "de")]
    [InlineData("en, de", "wann habt ihr auf", "de")]
    [InlineData("de, tr, en", "I hob Schmerzen seit 2 Wochen, wos soll i macha?", "de")]
    [InlineData("en, de", "i bräucht nen Termin", "de")]
    [InlineData("en, de", "servus", "de")]
    [InlineData("de, tr, en", "thx", "en")]
    [InlineData("de, en", "pls", "en")]
    [InlineData("de, tr, en", "slm", "tr")]
    [InlineData("de, tr", "tşk", "tr")]
    [InlineData("en, fr", "svp", "fr")]
    [InlineData("en, pt", "blz", "pt")]
    [InlineData("en, es", "porfa", "es")]
    [InlineData("en, nl", "aub", "nl")]
    [InlineData("en, id", "mksh", "id")]
    [InlineData("en, it", "grz", "it")]
    [InlineData("en, pt-BR, es", "vocês abrem hoje", "pt-BR")]
    [InlineData("en, pt, es", "quanto custa isso", "pt")]
    [InlineData("en, fr", "est-ce que c’est ouvert", "fr")]
    [InlineData("en, fr", "l'adresse s'il vous plaît", "fr")]
    [InlineData("en, it", "quanto costa una pizza", "it")]
    [InlineData("en, nl", "hoe laat gaan jullie open", "nl")]
    [InlineData("en, id", "berapa harganya kak, ada yang lain", "id")]
    [InlineData("en, tr", "fiyat nedir", "tr")]
    [InlineData("hi-Latn, en", "what is the rate", "en")]
    [InlineData("en, hi-Latn", "kya rate hai", "hi-Latn")]
    [InlineData("fr, en, ar, ar-Latn", "bch7al rate", "ar-Latn")]
    [InlineData("fr, en, ar, ar-Latn", "fin kayn rate l magasin", "ar-Latn")]
    [InlineData("fr, ar-Latn", "salam, 3afak rate dyal ghda", "ar-Latn")]
    [InlineData("fr, en, ar, ar-Latn", "rate svp", "fr")]
    [InlineData("fr, en", "thx rate!", "en")]
    [InlineData("en, pl", "ile to kosztuje", "pl")]
    [InlineData("en, sv", "vad kostar det", "sv")]
    [InlineData("en, ar", "ساعات", "ar")]
    [InlineData("ar, en", "opening hours please", "en")]
    [InlineData("ru, uk", "скільки коштує доставка", "uk")]
    public async Task Listed_languages_are_told_apart_by_common_words(string languages, string said, string code)
    {
        var talk = new Talk(
            $"settings: {{ languages: [{languages}] }}\nrules:\n  - id: any\n    reply:\n"
                + string.Concat(languages.Split(", ").Select(one => $"      {one}: \"{one}\"\n"))
        );

        Assert.Equal(code, await talk.SayAsync(said));
        Assert.Equal(code, await talk.SayAsync("12"));
    }

    [Fact]
    public async Task What_the_rules_say_in_a_language_tells_it()
    {
        var talk = new Talk(
            """
            settings: { languages: [en, mt] }
            rules:
              - id: cake
                when: cake
                reply: { en: We bake cakes., mt: Aħna nagħmlu kejkijiet tajbin. }
              - id: any
                stage: fallback
                reply: { en: Pardon?, mt: Skużi? }

            """
        );

        Assert.Equal("Skużi?", await talk.SayAsync("nagħmlu kejkijiet"));
    }

    [Fact]
    public async Task Letters_of_another_alphabet_do_not_change_a_language_by_a_name_alone()
    {
        var talk = new Talk(
            """
            settings: { languages: [ru, en] }
            rules:
              - id: any
                reply: { ru: Да?, en: Yes? }

            """
        );

        Assert.Equal("Да?", await talk.SayAsync("сколько стоит"));
        Assert.Equal("Да?", await talk.SayAsync("ok"));
        Assert.Equal("Да?", await talk.SayAsync("John Smith"));
        Assert.Equal("Yes?", await talk.SayAsync("how much is it"));
    }

    [Fact]
    public async Task A_rule_that_remembers_a_language_speaks_it_at_once()
    {
        var talk = new Talk(
            """
            settings: { languages: [en, de] }
            rules:
              - id: language
                when: language
                reply: { en: Which language?, de: Welche Sprache? }
                menu:
                  - Deutsch: { en: We speak German., de: Wir sprechen Deutsch. }
                  - English: { go: english }
                remember: { language: "{{ choice }}" }
              - id: english
                when: english
                remember: { language: en }
                reply: { en: We speak English., de: Wir sprechen Englisch. }
              - id: german
                when: auf deutsch
                remember: { language: de }
                reply: { en: Now German., de: Jetzt Deutsch. }
              - id: any
                stage: fallback
                reply: { en: Pardon?, de: Wie bitte? }

            """
        );
        await talk.SayAsync("language");

        Assert.Equal("Wir sprechen Deutsch.", await talk.SayAsync("1"));
        Assert.Equal("Wie bitte?", await talk.SayAsync("what is that"));
        Assert.StartsWith("Welche Sprache?", await talk.SayAsync("language"), StringComparison.Ordinal);
        Assert.Equal("We speak English.", await talk.SayAsync("2"));
        Assert.Equal("Pardon?", await talk.SayAsync("was ist das"));
        Assert.Equal("Jetzt Deutsch.", await talk.SayAsync("auf deutsch"));
    }

    [Theory]
    [InlineData("🇩🇪 Deutsch", "de")]
    [InlineData("Deutsch 🇩🇪", "de")]
    [InlineData("🇬🇧 English (UK)", "en")]
    [InlineData("➡️ English", "en")]
    [InlineData("Alemán / Deutsch", "de")]
    [InlineData("Português (BR)", "pt-BR")]
    [InlineData("🇮🇳 हिन्दी", "hi")]
    [InlineData("Hinglish 😀", "hi-Latn")]
    [InlineData("*Türkçe*", "tr")]
    public async Task A_label_with_signs_sets_the_language_that_it_names(string label, string code)
    {
        string[] languages = ["fr", "de", "en", "pt-BR", "hi", "hi-Latn", "tr"];
        var texts = string.Join(", ", languages.Select(one => $"{one}: \"{one}\""));
        var talk = new Talk(
            $$$"""
            settings: { languages: [{{{string.Join(", ", languages)}}}] }
            rules:
              - id: language
                when: language
                menu: [{ label: "{{{label}}}", reply: { {{{texts}}} } }, { label: "Français", reply: { {{{texts}}} } }]
                remember: { language: "{{ choice }}" }
              - id: any
                stage: fallback
                reply: { {{{texts}}} }

            """
        );
        await talk.SayAsync("language");

        Assert.Equal(code, await talk.SayAsync("1"));
        Assert.Equal(code, await talk.SayAsync("où est la gare"));
    }

    [Theory]
    [InlineData("what is the rate today", "en")]
    [InlineData("do you have a rate for kids", "en")]
    [InlineData("can you tell me your daam", "en")]
    [InlineData("aaj ka rate kya hai", "hi-Latn")]
    [InlineData("aapka daam kitna hai", "hi-Latn")]
    [InlineData("daam", "hi-Latn")]
    public async Task All_words_are_weighed_against_a_phrase_that_two_languages_share(string said, string code)
    {
        var talk = new Talk(
            """
            settings: { languages: [hi-Latn, en] }
            rules:
              - id: rate
                when: [rate, daam]
                reply: { hi-Latn: hi-Latn, en: en }

            """
        );

        Assert.Equal(code, await talk.SayAsync(said));
        Assert.Equal(code, await talk.SayAsync("rate"));
    }

    [Fact]
    public async Task A_language_remembered_by_its_name_reads_the_answers()
    {
        var talk = new Talk(
            """
            settings: { languages: [en, de] }
            rules:
              - id: german
                when: german
                remember: { language: "🇩🇪 Deutsch" }
                reply: Gut.
              - id: count
                when: count
                ask: { n: Wie viel?, expect: number }
                reply: "{{ n }}"

            """
        );
        await talk.SayAsync("german");
        await talk.SayAsync("count");

        Assert.Equal("1500", await talk.SayAsync("1.500"));
    }

    [Fact]
    public void A_language_that_nothing_tells_is_warned_of()
    {
        var build = RuleSamples.Build(
            """
            settings: { languages: [en, en-GB, xh] }
            rules:
              - id: any
                reply: Hello.

            """
        );

        Assert.Equal(
            "nothing tells en-GB, xh from the other languages, so nobody gets a reply in it.",
            Assert.Single(build.Problems).Message
        );
    }

    [Theory]
    [InlineData("settings: { languages: [es, en] }\nrules: [{ id: a, reply: Hi }]\n")]
    [InlineData("settings: { languages: [en, en-GB] }\nrules: [{ id: a, remember: { language: en-GB }, reply: Hi }]\n")]
    [InlineData(
        "settings: { languages: [en, xh] }\nrules: [{ id: a, reply: { en: We open., xh: Sivula ngentsimbi } }]\n"
    )]
    [InlineData("settings: { languages: [hi, en] }\nrules: [{ id: a, reply: Hi }]\n")]
    public void A_language_that_something_tells_is_not(string rules) => Assert.Empty(RuleSamples.Build(rules).Problems);
}
