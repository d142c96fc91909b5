using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Phrases of which the rules say the language.</summary>
public sealed class PhraseLanguageTests
{
    private const string Shop = """
        settings:
          languages: [fr, pt, en]
          stop: { fr: [arrêt], pt: [pare], en: [stop] }
          stop-reply: { fr: Fini., pt: Acabou., en: Done. }
        rules:
          - id: rings
            when: { fr: [alliances, bague <size:number>], pt: [alianças, anel <size:number>], en: [rings, ring <size:number>] }
            reply: { fr: "Alliances {{ size }}", pt: "Alianças {{ size }}", en: "Rings {{ size }}" }
          - id: sizes
            when: { fr: [gabarit, kit, parking], pt: [molde, kit, parking], en: [gauge, kit, parking], not: order }
            reply: { fr: Gabarits., pt: Moldes., en: Gauges. }
          - id: engraving
            when:
              words: { fr: [gravure], pt: [gravação], en: [engraving] }
              not: { fr: [gratuite], pt: [grátis], en: [free] }
            reply: { fr: Gravure 20., pt: Gravação 20., en: Engraving 20. }
          - id: closing
            when: { is: { fr: [tchao], pt: [tchau], en: [cheerio] } }
            reply: { fr: À bientôt., pt: Até breve., en: So long. }
          - id: fallback
            stage: fallback
            reply: { fr: Pardon ?, pt: Desculpe?, en: Sorry? }

        """;

    [Theory]
    [InlineData("Alianças", "Alianças ")]
    [InlineData("alianças?", "Alianças ")]
    [InlineData("ALLIANCES", "Alliances ")]
    [InlineData("rings", "Rings ")]
    [InlineData("anel 17", "Alianças 17")]
    [InlineData("bague 52", "Alliances 52")]
    [InlineData("molde", "Moldes.")]
    [InlineData("gauge", "Gauges.")]
    [InlineData("the kit please", "Gauges.")]
    [InlineData("o kit por favor", "Moldes.")]
    [InlineData("kit", "Gabarits.")]
    [InlineData("tem parking?", "Moldes.")]
    [InlineData("parking?", "Gabarits.")]
    [InlineData("is there a parking?", "Gauges.")]
    [InlineData("gravação", "Gravação 20.")]
    [InlineData("gravação grátis", "Desculpe?")]
    [InlineData("tchau", "Até breve.")]
    [InlineData("cheerio", "So long.")]
    [InlineData("do you have alianças in my size", "Rings ")]
    public async Task The_phrase_that_matched_tells_the_language(string said, string answer) =>
        Assert.Equal(answer, await new Talk(Shop).SayAsync(said));

    [Fact]
    public async Task One_word_of_a_phrase_changes_no_conversation_but_two_do()
    {
        var talk = new Talk(Shop);

        Assert.Equal("Rings ", await talk.SayAsync("do you have rings"));
        Assert.Equal("Rings ", await talk.SayAsync("alianças"));
        Assert.Equal("Alianças ", await talk.SayAsync("quero alianças"));
        Assert.Equal("Desculpe?", await talk.SayAsync("12"));
    }

    [Theory]
    [InlineData("pare", "Acabou.")]
    [InlineData("arrêt", "Fini.")]
    [InlineData("STOP", "Done.")]
    public async Task Commands_by_language_are_heard_and_confirmed_in_theirs(string said, string answer) =>
        Assert.Equal(answer, await new Talk(Shop).SayAsync(said));

    [Fact]
    public async Task A_form_ends_and_skips_by_words_of_each_language()
    {
        var talk = new Talk(
            """
            settings: { languages: [de, en], cancel-reply: { de: Gut., en: Fine. } }
            rules:
              - id: visit
                when: { de: [besuch], en: [visit] }
                ask:
                  - { name: { de: Name?, en: Name? }, skip: { de: [egal], en: [whatever] } }
                  - { note: { de: Notiz?, en: Note? } }
                cancel: { de: [abbrechen], en: [cancel] }
                reply: { de: "Danke {{ name }}{{ note }}", en: "Thanks {{ name }}{{ note }}" }

            """
        );

        Assert.Equal("Name?", await talk.SayAsync("besuch"));
        Assert.Equal("Notiz?", await talk.SayAsync("egal"));
        Assert.Equal("Gut.", await talk.SayAsync("bitte abbrechen"));
        Assert.Equal("Name?", await talk.SayAsync("a visit please"));
        Assert.Equal("Fine.", await talk.SayAsync("cancel"));
    }

    [Fact]
    public async Task Nested_conditions_may_have_phrases_by_language()
    {
        var talk = new Talk(
            """
            settings: { languages: [de, en] }
            rules:
              - id: gift
                when:
                  any: [{ de: [Gutschein], en: [voucher] }, { type: image }]
                  all: [{ de: [schicken], en: [send] }]
                reply: { de: Per Post., en: By mail. }

            """
        );

        Assert.Equal("By mail.", await talk.SayAsync("voucher send"));
        Assert.Equal(
            "Per Post.",
            await new Talk(
                """
                settings: { languages: [en, de] }
                rules:
                  - id: gift
                    when: { any: { de: [Gutschein], en: [voucher] } }
                    reply: { de: Per Post., en: By mail. }

                """
            ).SayAsync("Gutschein")
        );
    }

    [Theory]
    [InlineData("Semmel", "Brot.")]
    [InlineData("a bap", "Bread.")]
    [InlineData("wifi", "Bread.")]
    [InlineData("das wifi", "Brot.")]
    [InlineData("warme Semmel", "Warmes Brot.")]
    [InlineData("crusty bap", "Warm bread.")]
    [InlineData("crusty Semmel", "Brot.")]
    [InlineData("zwei Semmeln kaufen", "Verkauft.")]
    public async Task A_list_may_stand_by_language(string said, string answer)
    {
        var talk = new Talk(
            """
            settings: { languages: [en, de] }
            lists:
              bread: { en: [bap, wifi], de: [Semmel, $many, wifi] }
              many: [Semmeln]
              warm: { en: [crusty], de: [warme] }
            rules:
              - { id: sale, when: { en: [buy $bread], de: [$bread kaufen] }, reply: { en: Sold., de: Verkauft. } }
              - { id: warm, when: $warm $bread, reply: { en: Warm bread., de: Warmes Brot. } }
              - { id: bread, when: $bread, reply: { en: Bread., de: Brot. } }

            """
        );

        Assert.Equal(answer, await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("menu por favor", "pt")]
    [InlineData("menu svp", "fr")]
    [InlineData("tem o menu?", "pt")]
    [InlineData("menu", "fr")]
    public async Task Words_around_a_phrase_of_two_languages_tell_more_than_the_phrase(string said, string code)
    {
        var talk = new Talk(
            """
            settings: { languages: [fr, pt] }
            rules:
              - { id: menu, when: menu, reply: { fr: fr, pt: pt } }

            """
        );

        Assert.Equal(code, await talk.SayAsync(said));
    }

    [Fact]
    public void A_mistyped_condition_is_no_language()
    {
        var problem = Assert.Single(RuleSamples.Build("rules: [{ id: a, when: { al: hi }, reply: A }]\n").Problems);

        Assert.Equal(("unknown key 'al'.", "Did you mean 'all'?"), (problem.Message, problem.Fix));
    }
}
