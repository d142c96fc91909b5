using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>Words drawn out for their sound: a letter three times or more stands for the one or two of the phrase.</summary>
public sealed class StretchedWordTests
{
    private const string Greetings = """
        rules:
          - { id: en, when: [hi, hey, hello, good morning, bye], reply: Hello! }
          - { id: es, when: [hola, buenas], reply: ¡Hola! }
          - { id: pt, when: [olá, oi], reply: Olá! }
          - { id: fr, when: [salut, coucou, bonjour], reply: Salut ! }
          - { id: de, when: [hallo, moin, na], reply: Hallo! }
          - { id: it, when: [ciao, salve], reply: Ciao! }
          - { id: hi, when: [namaste, नमस्ते], reply: नमस्ते! }
          - { id: ar, when: [مرحبا, سلام], reply: مرحبا! }
          - { id: tr, when: [selam, merhaba], reply: Selam! }
          - { id: id, when: [halo, permisi], reply: Halo! }
          - { id: www, when: www, reply: Our page. }
          - { id: order, when: "order <n:digits>", reply: "Order {{ n }}." }
          - { id: fallback, stage: fallback, reply: Pardon? }
        """;

    [Theory]
    [InlineData("hiii", "Hello!")]
    [InlineData("Heyyy!!!", "Hello!")]
    [InlineData("hellooo there", "Hello!")]
    [InlineData("helllooo", "Hello!")]
    [InlineData("heeellllooooo", "Hello!")]
    [InlineData("goooood morning", "Hello!")]
    [InlineData("HIIII", "Hello!")]
    [InlineData("byeeee", "Hello!")]
    [InlineData("holaaa", "¡Hola!")]
    [InlineData("holaaaaaa buenasss", "¡Hola!")]
    [InlineData("oláaa", "Olá!")]
    [InlineData("oiiii", "Olá!")]
    [InlineData("coucouuu", "Salut !")]
    [InlineData("salutttt", "Salut !")]
    [InlineData("hallooo", "Hallo!")]
    [InlineData("moiiin", "Hallo!")]
    [InlineData("ciaooo", "Ciao!")]
    [InlineData("namasteee", "नमस्ते!")]
    [InlineData("مرحباااا", "مرحبا!")]
    [InlineData("selaaam", "Selam!")]
    [InlineData("haloooo", "Halo!")]
    [InlineData("www", "Our page.")]
    [InlineData("order 1000", "Order 1000.")]
    [InlineData("hii", "Pardon?")]
    [InlineData("xxx", "Pardon?")]
    [InlineData("hmmm", "Pardon?")]
    public async Task A_stretched_word_is_the_word_of_the_phrase(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Greetings).SayAsync(text));

    [Theory]
    [InlineData("hiii price", "5 euros.")]
    [InlineData("price hiii", "5 euros.")]
    [InlineData("hi price", "Hello!")]
    [InlineData("hiii", "Hello!")]
    [InlineData("goood", "Good.")]
    [InlineData("god", "God.")]
    public async Task What_a_rule_knows_as_it_is_written_comes_first(string text, string expected) =>
        Assert.Equal(
            expected,
            await new Talk(
                """
                rules:
                  - { id: hi, when: hi, reply: Hello! }
                  - { id: price, when: price, reply: 5 euros. }
                  - { id: god, when: god, reply: God. }
                  - { id: good, when: good, reply: Good. }
                """
            ).SayAsync(text)
        );
}
