namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>A question that a row of a table answers: what is denied is not taken, and of two rows one is asked which.</summary>
public sealed class TableAnswerTests
{
    private static Talk Salon(string languages, params string[] rows) =>
        new(
            $$$"""
            settings: { zone: UTC, languages: [{{{languages}}}] }
            tables:
              services:
            {{{string.Join('\n', rows.Select(row => $"    - {{ name: {row}, price: \"30\" }}"))}}}
            rules:
              - { id: price, when: "price of <service:services>", reply: "{{ service.name }}: {{ service.price }}." }
              - id: visit
                when: ["book <service:services>", xvisit]
                ask:
                  - { service: Which?, expect: services }
                  - { people: People?, expect: 1-6 }
                reply: "{{ service.name }} {{ service.price }}, {{ people }}"
                cancel: [cancel]

            """
        );

    private static async Task<string?> SayAsync(Talk talk, params string[] texts)
    {
        string? said = null;
        foreach (var text in texts)
        {
            said = await talk.SayAsync(text);
        }

        return said;
    }

    [Theory]
    [InlineData("en", "haircut|shave", "not the haircut")]
    [InlineData("en", "haircut|shave", "I don't want a haircut")]
    [InlineData("en", "haircut|shave", "anything but a shave")]
    [InlineData("en", "haircut|shave", "neither haircut nor shave")]
    [InlineData("fr", "brushing|coupe femme", "pas de brushing")]
    [InlineData("fr", "brushing|coupe femme", "je ne veux pas de coupe femme")]
    [InlineData("es", "corte|tinte", "no quiero el corte")]
    [InlineData("es", "corte|tinte", "sin tinte")]
    [InlineData("pt", "corte|escova", "não quero escova")]
    [InlineData("de", "Schnitt|Farbe", "keinen Schnitt")]
    [InlineData("de", "Schnitt|Farbe", "nicht die Farbe")]
    [InlineData("it", "taglio|piega", "non il taglio")]
    [InlineData("hi", "हेयरकट|शेव", "हेयरकट नहीं")]
    [InlineData("hi-Latn", "haircut|shave", "haircut nahi")]
    [InlineData("ar", "قص|صبغ", "لا اريد صبغ")]
    [InlineData("tr", "kesim|boya", "kesim değil")]
    [InlineData("id", "potong|cat", "bukan potong")]
    public async Task A_row_that_is_denied_is_not_taken(string languages, string rows, string said)
    {
        var talk = Salon(languages, rows.Split('|'));

        Assert.Equal("Which?", await SayAsync(talk, "xvisit", said));
    }

    [Theory]
    [InlineData("en", "haircut|shave", "not the haircut, a shave please", "shave 30, 2")]
    [InlineData("fr", "brushing|coupe femme", "pas de brushing, une coupe femme", "coupe femme 30, 2")]
    [InlineData("es", "corte|tinte", "no el corte, el tinte", "tinte 30, 2")]
    [InlineData("de", "Schnitt|Farbe", "keine Farbe, nur Schnitt", "Schnitt 30, 2")]
    [InlineData("tr", "kesim|boya", "kesim değil boya", "boya 30, 2")]
    [InlineData("en", "haircut|haircut and shave", "haircut and shave please", "haircut and shave 30, 2")]
    [InlineData("en", "haircut|shave", "a haircut, haircut please", "haircut 30, 2")]
    public async Task What_is_left_is_taken(string languages, string rows, string said, string expected)
    {
        var talk = Salon(languages, rows.Split('|'));

        Assert.Equal("People?", await SayAsync(talk, "xvisit", said));
        Assert.Equal(expected, await talk.SayAsync("2"));
    }

    [Theory]
    [InlineData("en", "haircut|shave", "haircut and shave", "haircut or shave?")]
    [InlineData("en", "haircut|shave", "shave or haircut", "shave or haircut?")]
    [InlineData("fr", "brushing|coupe femme", "brushing et coupe femme", "brushing ou coupe femme?")]
    [InlineData("es", "corte|tinte", "corte y tinte", "corte o tinte?")]
    [InlineData("pt", "corte|escova", "corte e escova", "corte ou escova?")]
    [InlineData("de", "Schnitt|Farbe", "Schnitt und Farbe bitte", "Schnitt oder Farbe?")]
    [InlineData("it", "taglio|piega", "taglio e piega", "taglio o piega?")]
    [InlineData("hi", "हेयरकट|शेव", "हेयरकट और शेव", "हेयरकट या शेव?")]
    [InlineData("ar", "قص|صبغ", "قص و صبغ", "قص أم صبغ?")]
    [InlineData("tr", "kesim|boya", "kesim ve boya", "kesim veya boya?")]
    [InlineData("id", "potong|cat", "potong dan cat", "potong atau cat?")]
    public async Task Of_two_rows_the_question_asks_which(string languages, string rows, string said, string which)
    {
        var talk = Salon(languages, rows.Split('|'));

        Assert.Equal($"{which}\n\nWhich?", await SayAsync(talk, "xvisit", said));
        Assert.Equal("People?", await talk.SayAsync(rows.Split('|')[1]));
        Assert.Equal($"{rows.Split('|')[1]} 30, 2", await talk.SayAsync("2"));
    }

    [Theory]
    [InlineData("book haircut", "People?")]
    [InlineData("book haircut and shave", "haircut or shave?\n\nWhich?")]
    [InlineData("book haircut, shave", "haircut or shave?\n\nWhich?")]
    [InlineData("book haircut and a shave please", "haircut or shave?\n\nWhich?")]
    [InlineData("book haircut and tell me the price of shave", "shave: 30.")]
    [InlineData("price of haircut", "haircut: 30.")]
    [InlineData("price of haircut and shave", "haircut: 30.")]
    [InlineData("xvisit, but do not book haircut", "Which?")]
    public async Task A_phrase_with_two_rows_asks_which_if_a_question_may(string said, string expected) =>
        Assert.Equal(expected, await Salon("en", "haircut", "shave").SayAsync(said));

    [Theory]
    [InlineData("fr", "brushing|coupe femme", "book pas de brushing", null)]
    [InlineData("tr", "kesim|boya", "book kesim değil", "Which?")]
    public async Task A_phrase_does_not_keep_a_row_that_is_denied(
        string languages,
        string rows,
        string said,
        string? expected
    ) => Assert.Equal(expected, await Salon(languages, rows.Split('|')).SayAsync(said));

    [Fact]
    public async Task A_row_is_taken_back_by_a_denial()
    {
        var talk = Salon("en", "haircut", "shave");

        Assert.Equal("Which?", await SayAsync(talk, "xvisit", "haircut", "no wait, not the haircut"));
        Assert.Equal("shave 30, 2", await SayAsync(talk, "shave", "2"));
    }

    private static Talk Asked(string languages, string[] names, string expect)
    {
        var things = string.Join(", ", names);
        return new Talk(
            $$$"""
            settings: { zone: UTC, languages: [{{{languages}}}] }
            tables:
              services: [{{{string.Join(", ", names.Select(name => $"{{ name: {name}, price: \"30\" }}"))}}}]
            rules:
              - id: price
                when: { words: [price, cost, how much, combien, cuánto, quanto, kostet, kitne, kitna, कितने, بكم, كم, ne kadar, berapa], mentions: services }
                reply: "{{ services.name }}: {{ services.price }}."
              - id: visit
                when: ["book a <kind:services>", xvisit]
                ask:
                  - { people: People?, expect: 1-6 }
                  - { kind: Which?, expect: {{{(expect == "table" ? "services" : $"[{things}]")}}} }
                  - { name: Name? }
                reply: "{{ people }}, {{ name }}."
                cancel: [cancel]

            """
        );
    }

    [Theory]
    [InlineData("en", "haircut|shave", "how much is the shave?", "shave")]
    [InlineData("en", "haircut|shave", "what does a haircut cost", "haircut")]
    [InlineData("fr", "brushing|manucure", "c'est combien la manucure ?", "manucure")]
    [InlineData("es", "corte|tinte", "¿cuánto cuesta el tinte?", "tinte")]
    [InlineData("pt", "corte|escova", "quanto custa a escova?", "escova")]
    [InlineData("de", "Lastenrad|Tandem", "was kostet das Lastenrad?", "Lastenrad")]
    [InlineData("it", "Margherita|Diavola", "quanto costa la diavola?", "Diavola")]
    [InlineData("hi", "हेयरकट|शेव", "शेव कितने का है", "शेव")]
    [InlineData("hi-Latn", "haircut|shave", "shave kitne ka hai", "shave")]
    [InlineData("ar", "قص|صبغة", "بكم صبغة؟", "صبغة")]
    [InlineData("tr", "kesim|boya", "boya ne kadar", "boya")]
    [InlineData("id", "potong|cat", "berapa harga potong?", "potong")]
    public async Task What_is_asked_about_is_answered_and_not_taken(
        string languages,
        string rows,
        string said,
        string expected
    )
    {
        var names = rows.Split('|');
        var talk = Asked(languages, names, "table");
        await SayAsync(talk, "xvisit", "2");

        Assert.Equal($"{expected}: 30.\n\nWhich?", await talk.SayAsync(said));
        Assert.Equal("Name?", await talk.SayAsync(names[0]));

        talk = Asked(languages, names, "choices");
        await SayAsync(talk, "xvisit", "2");

        Assert.Equal($"{expected}: 30.\n\nWhich?\n\n1. {names[0]}\n2. {names[1]}", await talk.SayAsync(said));
        Assert.Equal("Name?", await talk.SayAsync("1"));
    }

    [Theory]
    [InlineData("en", "haircut|shave", "can I have the shave?")]
    [InlineData("en", "haircut|shave", "do you do a haircut?")]
    [InlineData("en", "haircut|shave", "can I book a haircut?")]
    [InlineData("en", "haircut|shave", "a haircut please?")]
    [InlineData("fr", "brushing|manucure", "je peux avoir une manucure ?")]
    [InlineData("es", "corte|tinte", "¿puede ser el tinte?")]
    [InlineData("de", "Lastenrad|Tandem", "kann ich das Lastenrad haben?")]
    [InlineData("it", "Margherita|Diavola", "posso avere una diavola?")]
    [InlineData("ar", "قص|صبغة", "ممكن صبغة؟")]
    [InlineData("tr", "kesim|boya", "boya olur mu?")]
    [InlineData("id", "potong|cat", "bisa potong?")]
    public async Task A_question_that_no_rule_answers_takes_what_it_names_and_loses_no_answer(
        string languages,
        string rows,
        string said
    )
    {
        foreach (var expect in new[] { "table", "choices" })
        {
            var talk = Asked(languages, rows.Split('|'), expect);
            await SayAsync(talk, "xvisit", "2");

            Assert.Equal("Name?", await talk.SayAsync(said));
            Assert.Equal("2, Ann.", await talk.SayAsync("Ann"));
        }
    }
}
