using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Tables;

/// <summary>A message that names several rows of a table: "price of bread and cake?".</summary>
public sealed class SeveralRowTests
{
    private const string Bakery = """
        tables:
          items:
            - { name: Rye bread, also: rye;bread;pan;pão;pain;Brot;pane;roti;ekmek;خبز;ब्रेड, price: "4.50" }
            - { name: Cake, also: torta;bolo;gâteau;Kuchen;dolce;kek;كعك;केक;pasta, price: "20" }
            - { name: Croissant, also: cornetto, price: "1.60" }
            - { name: Roll, price: "0.50" }
        rules:
          - id: thanks
            when: { words: buy, mentions: items }
            reply: Thank you for your order!
          - id: price
            when: { words: [price, precio, preço, prix, Preis, prezzo, daam, سعر, fiyat, harga, दाम], mentions: items }
            reply: "{{ items.name }} costs {{ items.price }}."
          - id: keep
            when: { words: remind, mentions: items }
            remember: { item: "{{ items.name }}" }
            reply: "Noted: {{ items.name }}."
        """;

    [Theory]
    [InlineData("price of bread and cake?", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData(
        "price of bread, cake and a croissant",
        "Rye bread costs 4.50.\n\nCake costs 20.\n\nCroissant costs 1.60."
    )]
    [InlineData("price bread/cake", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("price of the cake or of the rye bread?", "Cake costs 20.\n\nRye bread costs 4.50.")]
    [InlineData("¿precio del pan y de la torta?", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("preço do pão e do bolo", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("prix du pain et du gâteau", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("Preis für Brot und Kuchen", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("prezzo di pane e cornetto", "Rye bread costs 4.50.\n\nCroissant costs 1.60.")]
    [InlineData("bread aur cake ka daam", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("ब्रेड और केक का दाम", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("سعر الخبز و الكعك", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("سعر الخبز والكعك", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("ekmek ve kek fiyat", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData("harga roti dan kek", "Rye bread costs 4.50.\n\nCake costs 20.")]
    [InlineData(
        "price of bread, cake, croissant and a roll",
        "Rye bread costs 4.50.\n\nCake costs 20.\n\nCroissant costs 1.60."
    )]
    public async Task Every_row_that_is_joined_to_the_one_before_is_answered(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Bakery).SayAsync(text));

    [Theory]
    [InlineData("price of bread", "Rye bread costs 4.50.")]
    [InlineData("price of rye bread and bread", "Rye bread costs 4.50.")]
    [InlineData("buy bread and cake", "Thank you for your order!")]
    [InlineData("remind me of bread and cake", "Noted: Rye bread.")]
    public async Task One_answer_remains_one(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Bakery).SayAsync(text));

    private const string Salon = """
        tables:
          cuts:
            - { name: Haircut, also: corte;Haarschnitt;coupe;قص, price: "20" }
            - { name: Kids' cut, also: son;daughter;child;hijo;Kind;enfant;طفل, price: "12" }
            - { name: Beard, also: barba;Bart;barbe, price: "8" }
        rules:
          - id: price
            when: { words: [how much, price, cuánto, was kostet, combien, كم], mentions: cuts }
            reply: "{{ cuts.name }}: {{ cuts.price }}."
          - id: book
            when: { words: book, mentions: cuts }
            remember: { cut: "{{ cuts.name }}" }
            reply: "Noted: {{ cuts.name }}."
        """;

    [Theory]
    [InlineData("how much is a haircut for my son", "Haircut: 20.\n\nKids' cut: 12.")]
    [InlineData("how much is a haircut for a child?", "Haircut: 20.\n\nKids' cut: 12.")]
    [InlineData("my daughter needs a haircut, how much", "Kids' cut: 12.\n\nHaircut: 20.")]
    [InlineData("¿cuánto cuesta un corte para mi hijo?", "Haircut: 20.\n\nKids' cut: 12.")]
    [InlineData("was kostet ein Haarschnitt für mein Kind", "Haircut: 20.\n\nKids' cut: 12.")]
    [InlineData("combien pour l'enfant avec une coupe", "Kids' cut: 12.\n\nHaircut: 20.")]
    [InlineData("كم قص طفل", "Haircut: 20.\n\nKids' cut: 12.")]
    [InlineData("how much is a haircut with beard for my son", "Haircut: 20.\n\nBeard: 8.\n\nKids' cut: 12.")]
    [InlineData("I had a haircut. How much is the beard?", "Haircut: 20.\n\nBeard: 8.")]
    [InlineData("how much is a kids' cut", "Kids' cut: 12.")]
    [InlineData("how much is a kids' cut for my son", "Kids' cut: 12.")]
    [InlineData("book a haircut for my son", "Noted: Haircut.")]
    public async Task Rows_that_nothing_joins_are_all_answered_since_nobody_knows_which_is_meant(
        string text,
        string expected
    ) => Assert.Equal(expected, await new Talk(Salon).SayAsync(text));

    [Fact]
    public async Task A_test_that_fails_names_the_rows()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "salon.yaml",
            """
            tables:
              cuts:
                - { name: Haircut, also: cut, price: "20" }
                - { name: Kids' cut, also: son, price: "12" }
            rules:
              - id: price
                when: { words: how much, mentions: cuts }
                reply: "{{ cuts.name }}: {{ cuts.price }}."
                tests:
                  - say: how much is a cut for my son
                    reply: "Kids' cut: 12."
                  - say: how much is a kids' cut
                    reply: "Kids' cut: 13."
            """
        );

        var (code, output, _) = await Verb.RunAsync(CheckCommand.Create([]), folder.Path);

        Assert.Equal(1, code);
        Assert.Contains(
            "but 'price' at salon.yaml:6 answers “Haircut: 20.⏎⏎Kids' cut: 12.”.\n    of the table 'cuts' the message names “cut” (Haircut; the name also stands in Kids' cut), “son” (Kids' cut)\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("answers “Kids' cut: 12.”.\n", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n'), line => line.Contains("of the table", StringComparison.Ordinal));
    }
}
