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
    [InlineData("price of bread for a birthday cake", "Rye bread costs 4.50.")]
    [InlineData("buy bread and cake", "Thank you for your order!")]
    [InlineData("remind me of bread and cake", "Noted: Rye bread.")]
    public async Task One_answer_remains_one(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Bakery).SayAsync(text));
}
