namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>A form keeps its language, and so do shared texts and choices.</summary>
public sealed class FormLanguageTests
{
    private const string Studio = """
        settings: { languages: [fr, pt] }
        texts:
          week: { fr: Ouvert lundi., pt: Aberto segunda. }
          both: "{{ texts.week }}"
        calendars:
          studio: { open: { mon-fri: "09:00-18:00" } }
        rules:
          - id: week
            when: [semaine, semana]
            reply: "{{ texts.week }}"
          - id: nested
            when: [deux, dois]
            reply:
              - "{{ texts.both }}!"
          - id: hours
            when: [dimanche, domingo]
            reply: "{{ calendar.studio.next }}"
          - id: literal
            when: [tatoo]
            reply: "Studio: {{ calendar.studio.next }}"
          - id: later
            when: [plus tard, mais tarde]
            reply: { text: "{{ texts.week }}" }
          - id: course
            when: [piercing, "<people:number> lugares"]
            ask:
              - people: { fr: Combien de personnes ?, pt: Quantas pessoas? }
                expect: 1-12
                otherwise: "{{ texts.week }}"
              - day: { fr: Quel jour ?, pt: Que dia? }
                expect: { date: any }
              - name: { fr: Votre nom ?, pt: O seu nome? }
            reply: { fr: "Merci {{ name }}, {{ people }}, {{ day }}.", pt: "Obrigado {{ name }}, {{ people }}, {{ day }}." }
          - id: menu
            when: [olá, bonjour, oi]
            menu:
              - label: "{{ texts.week }}"
                reply: "{{ texts.week }}"
              - label: { fr: Piercing, pt: Piercing }
                go: course
          - id: fallback
            stage: fallback
            reply: { fr: Pardon ?, pt: Desculpe? }

        """;

    [Theory]
    [InlineData("qual é a semana?", "Aberto segunda.")]
    [InlineData("quelle semaine ?", "Ouvert lundi.")]
    [InlineData("semana, por favor", "Aberto segunda.")]
    [InlineData("quero dois, por favor", "Aberto segunda.!")]
    [InlineData("j'en veux deux", "Ouvert lundi.!")]
    [InlineData("mais tarde por favor", "Aberto segunda.")]
    [InlineData("plus tard", "Ouvert lundi.")]
    [InlineData("abrem domingo?", "amanhã às 09:00")]
    [InlineData("vous ouvrez dimanche ?", "demain à 09:00")]
    [InlineData("uma tatoo por favor", "Studio: demain à 09:00")]
    public async Task A_shared_text_and_a_time_alone_are_in_the_language_of_the_message(string said, string answer) =>
        Assert.Equal(answer, await new Talk(Studio).SayAsync(said));

    [Fact]
    public async Task A_menu_shows_shared_texts_in_the_language_of_the_conversation()
    {
        var talk = new Talk(Studio);

        Assert.Equal("1. Aberto segunda.\n2. Piercing", await talk.SayAsync("olá"));
        Assert.Equal("Aberto segunda.", await talk.SayAsync("1"));
        await talk.SayAsync("oi");
        Assert.Equal("Quantas pessoas?", await talk.SayAsync("piercing"));
        Assert.Equal("Aberto segunda.\n\nQuantas pessoas?", await talk.SayAsync("99"));
    }

    [Fact]
    public async Task A_form_that_began_in_a_language_keeps_it_to_the_end()
    {
        var talk = new Talk(Studio);

        Assert.Equal("Quantas pessoas?", await talk.SayAsync("quero um piercing"));
        Assert.Equal("Que dia?", await talk.SayAsync("5"));
        Assert.Equal("O seu nome?", await talk.SayAsync("16/1"));
        Assert.Equal("Obrigado Marie de la Tour, 5, 2026-01-16.", await talk.SayAsync("Marie de la Tour"));
        Assert.Equal("Desculpe?", await talk.SayAsync("18:30"));
    }

    [Fact]
    public async Task What_an_answer_tells_stays_told_where_nothing_was_known()
    {
        var talk = new Talk(Studio);

        Assert.Equal("Combien de personnes ?", await talk.SayAsync("piercing"));
        Assert.Equal("Que dia?", await talk.SayAsync("somos cinco pessoas"));
        Assert.Equal("O seu nome?", await talk.SayAsync("sexta"));
        Assert.Equal("Obrigado Ana, 5, 2026-01-16.", await talk.SayAsync("Ana"));
    }

    [Fact]
    public async Task A_name_tells_no_language()
    {
        var talk = new Talk(Studio);

        await talk.SayAsync("je voudrais un piercing");
        await talk.SayAsync("5");
        await talk.SayAsync("vendredi");

        Assert.Equal("Merci Maria do Carmo da Silva, 5, 2026-01-16.", await talk.SayAsync("Maria do Carmo da Silva"));
        Assert.Equal("Pardon ?", await talk.SayAsync("12"));
    }

    [Fact]
    public async Task Who_answers_a_number_in_words_of_the_other_language_changes_it()
    {
        var talk = new Talk(Studio);

        Assert.Equal("Combien de personnes ?", await talk.SayAsync("je voudrais un piercing"));
        Assert.Equal("Que dia?", await talk.SayAsync("somos 5 pessoas, por favor"));
        Assert.Equal("O seu nome?", await talk.SayAsync("16/1"));
    }

    private const string Drinks = """
        settings: { languages: [en, de] }
        rules:
          - id: drink
            when: { en: [drink], de: [trinken] }
            ask:
              - size: { en: Which size?, de: Welche Größe? }
                expect: { en: [small, large], de: [klein, groß] }
                otherwise: { en: One of these., de: Eines davon. }
            reply: { en: "One {{ size }}.", de: "Einmal {{ size }}." }

        """;

    [Theory]
    [InlineData("a drink", "Which size?\n\n1. small\n2. large", "2", "One large.")]
    [InlineData("trinken", "Welche Größe?\n\n1. klein\n2. groß", "2", "Einmal groß.")]
    [InlineData("trinken", "Welche Größe?\n\n1. klein\n2. groß", "das kleine", "Einmal klein.")]
    [InlineData("trinken", "Welche Größe?\n\n1. klein\n2. groß", "klein", "Einmal klein.")]
    [InlineData("trinken", "Welche Größe?\n\n1. klein\n2. groß", "small please", "Einmal klein.")]
    [InlineData("a drink", "Which size?\n\n1. small\n2. large", "gross", "One large.")]
    [InlineData(
        "trinken",
        "Welche Größe?\n\n1. klein\n2. groß",
        "mittel",
        "Eines davon.\n\nWelche Größe?\n\n1. klein\n2. groß"
    )]
    public async Task Choices_by_language_are_shown_in_one_and_understood_in_all(
        string said,
        string question,
        string answer,
        string reply
    )
    {
        var talk = new Talk(Drinks);

        Assert.Equal(question, await talk.SayAsync(said));
        Assert.Equal(reply, await talk.SayAsync(answer));
    }

    [Fact]
    public async Task A_holiday_has_a_reason_in_each_language()
    {
        const string rules = """
            settings: { languages: [en, de], zone: Europe/Berlin }
            calendars:
              shop:
                open: { mon-fri: "09:00-17:00" }
                closed: { 01-14: { en: Stocktaking, de: Inventur }, 01-15: { de: Umbau, en: Building }, 01-16: Party }
            rules:
              - id: open
                when: { words: { en: [open], de: [offen] }, closed: shop }
                reply: { en: "No, {{ calendar.shop.reason }}.", de: "Nein, {{ calendar.shop.reason }}." }

            """;
        var (english, german) = (new Talk(rules), new Talk(rules));

        Assert.Equal("No, Stocktaking.", await english.SayAsync("open?"));
        Assert.Equal("Nein, Inventur.", await german.SayAsync("offen?"));
        german.Wait(TimeSpan.FromDays(1));
        Assert.Equal("Nein, Umbau.", await german.SayAsync("offen?"));
        german.Wait(TimeSpan.FromDays(1));
        Assert.Equal("Nein, Party.", await german.SayAsync("offen?"));
    }
}
