using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>
/// A message of which a general rule knows one word as it is written, and an earlier rule more words with a mistake.
/// </summary>
public sealed class MistypedBesideKnownTests
{
    private const string Vet = """
        defaults: { typos: true }
        lists: { illness: [rabia, moquillo, rabies, Tollwut] }
        tables:
          vaccines:
            - { name: vacuna de la gripe, price: "12" }
            - { name: vacunas, price: "15" }
            - { name: parvovirus, price: "30" }
        rules:
          - id: hidden
            when: vacuna * rabia
            shadow: true
            reply: Never said.
          - id: of
            when: [vacuna * $illness, vaccine * $illness, Impfung * $illness]
            reply: That one costs 20.
          - id: paused
            when: [parking * garage]
            reply: "{{ message.button }}"
          - id: all
            when: [vacuna, vacunas, vaccine, Impfung, parking]
            reply: Vaccines from 15.
          - id: table
            when: { words: [cuesta, price], mentions: vaccines }
            reply: "{{ vaccines.name }}: {{ vaccines.price }}"
          - id: bakery
            when: [bakery, packages]
            reply: Bread.
        """;

    [Theory]
    [InlineData("vacuna de la rabia", "That one costs 20.")]
    [InlineData("vacuna de la ravia", "That one costs 20.")]
    [InlineData("vacunna de la ravia", "That one costs 20.")]
    [InlineData("vacunna de la rabia", "That one costs 20.")]
    [InlineData("vaccine against rabbies", "That one costs 20.")]
    [InlineData("Impfung gegen Tolwut", "That one costs 20.")]
    [InlineData("vacunna", "Vaccines from 15.")]
    [InlineData("vacuna de la lluvia", "Vaccines from 15.")]
    [InlineData("vacunas de la ravia", "Vaccines from 15.")]
    [InlineData("parking in the garrage", "Vaccines from 15.")]
    [InlineData("do you send pakcages, bakery rabja?", "Bread.")]
    public async Task The_earlier_rule_that_has_the_known_words_too_is_meant(string text, string expected) =>
        Assert.Equal(expected, await new Talk(Vet).SayAsync(text));

    [Theory]
    [InlineData("cuesta vacunna de la gripe", "vacuna de la gripe: 12")]
    [InlineData("cuesta parvovirrus", "parvovirus: 30")]
    public async Task A_mistyped_word_leads_to_the_longest_name_of_a_table(string text, string expected) =>
        Assert.Equal(
            expected,
            await new Talk(Vet.Replace("[vacuna, vacunas, ", "[", StringComparison.Ordinal)).SayAsync(text)
        );
}
