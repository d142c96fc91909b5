namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Questions of the customer's own at a question that any text answers.</summary>
public sealed class OwnQuestionTests
{
    private static Talk Order(string languages, string ask = "{ name: Your name? }") =>
        new(
            $$$"""
            settings: {{{(languages.Length == 0 ? "{ zone: UTC }" : $"{{ languages: [{languages}], zone: UTC }}")}}}
            rules:
              - { id: price, when: [how much, precio, combien, was kostet, quanto costa, kitna, كم سعر, ne kadar, harga], reply: Sixty. }
              - id: order
                when: xorder
                ask: {{{ask}}}
                reply: "For {{ {{{ask[1..ask.IndexOf(':', StringComparison.Ordinal)].Trim()}}} }}."

            """
        );

    [Theory]
    [InlineData("en", "how much is a massage?")]
    [InlineData("en", "and how much is it")]
    [InlineData("es", "¿qué precio tiene?")]
    [InlineData("fr", "c'est combien ?")]
    [InlineData("de", "hallo, was kostet das")]
    [InlineData("it", "quanto costa un massaggio")]
    [InlineData("hi-Latn", "massage ka kitna")]
    [InlineData("ar", "كم سعر المساج")]
    [InlineData("tr", "masaj ne kadar")]
    [InlineData("id", "berapa harga pijat")]
    public async Task A_rule_answers_and_the_question_comes_again(string languages, string said)
    {
        var talk = Order(languages);
        await talk.SayAsync("xorder");

        Assert.Equal("Sixty.\n\nYour name?", await talk.SayAsync(said));
        Assert.Equal("For Ann.", await talk.SayAsync("Ann"));
    }

    [Theory]
    [InlineData("", "do you have parking?")]
    [InlineData("", "where are you")]
    [InlineData("", "où êtes-vous")]
    [InlineData("en", "is there a lift")]
    [InlineData("en", "Do I need to bring a towel? 🙂")]
    [InlineData("en", "tell me where you are please")]
    [InlineData("es", "cuánto tiempo dura")]
    [InlineData("es", "tienen estacionamiento")]
    [InlineData("pt", "onde vocês ficam")]
    [InlineData("pt", "quanto tempo demora")]
    [InlineData("fr", "est-ce que vous êtes ouverts dimanche")]
    [InlineData("de", "wie lange dauert das")]
    [InlineData("de", "habt ihr auch Gutscheine")]
    [InlineData("it", "dove siete?")]
    [InlineData("it", "avete parcheggio")]
    [InlineData("hi", "यह कितने का है")]
    [InlineData("hi", "क्या पार्किंग है")]
    [InlineData("hi-Latn", "aap kahan ho")]
    [InlineData("hi-Latn", "parking hai kya")]
    [InlineData("ar", "اين انتم؟")]
    [InlineData("ar", "هل عندكم موقف")]
    [InlineData("tr", "neredesiniz")]
    [InlineData("tr", "park yeri var mı")]
    [InlineData("id", "berapa lama")]
    [InlineData("id", "kalian di mana")]
    [InlineData("ja", "駐車場はありますか？")]
    public async Task A_question_that_no_rule_knows_is_no_name(string languages, string said)
    {
        var talk = Order(languages);
        await talk.SayAsync("xorder");

        Assert.Equal("Your name?", await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("", "Hai Nguyen")]
    [InlineData("", "Ha Thi Mai")]
    [InlineData("en", "Will Smith")]
    [InlineData("en, tr", "Can Yılmaz")]
    [InlineData("en, it", "Dove Cameron")]
    [InlineData("en, tr", "Kim Lee")]
    [InlineData("en, hi-Latn", "Kya Jones")]
    [InlineData("en", "May Chen")]
    [InlineData("pt", "Maria do Carmo")]
    [InlineData("ar", "متى جورج")]
    public async Task A_name_stays_a_name(string languages, string said)
    {
        var talk = Order(languages);
        await talk.SayAsync("xorder");

        Assert.Equal($"For {said}.", await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("{ name: Your name?, expect: text }")]
    [InlineData("{ name: What is your question? }")]
    [InlineData("{ note: What shall we tell her? }")]
    [InlineData("{ name: Was ist Ihr Anliegen? }")]
    public async Task Where_a_question_may_be_the_answer_it_is_taken(string ask)
    {
        var talk = Order("en, de", ask);
        await talk.SayAsync("xorder");

        Assert.Equal("For Do you sell tyres?.", await talk.SayAsync("Do you sell tyres?"));
    }
}
