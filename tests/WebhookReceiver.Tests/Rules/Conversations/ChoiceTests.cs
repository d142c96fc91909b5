namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>How people choose: by label, by a part of it, by emoji, by number.</summary>
public sealed class ChoiceTests
{
    private static Talk Ask(string choices) =>
        new(
            """
            rules:
              - id: drink
                when: drink
                ask: { what: Which?, expect: CHOICES }
                reply: "{{ what }}"
              - id: fallback
                stage: fallback
                reply: Pardon?

            """.Replace("CHOICES", choices, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("""["Tea ☕", "Coffee"]""", "tea", "Tea ☕")]
    [InlineData("""["Tea ☕", "Coffee"]""", "☕", "Tea ☕")]
    [InlineData("""["Tea ☕", "Coffee"]""", "a tea please", "Tea ☕")]
    [InlineData("""["Tea ☕", "Coffee"]""", "☕ please", "Tea ☕")]
    [InlineData("""["Tea ☕", "Coffee"]""", "1", "Tea ☕")]
    [InlineData("""["Tea ☕", "Coffee"]""", "number 2", "Coffee")]
    [InlineData("""["Tea ☕", "Coffee"]""", "2️⃣", "Coffee")]
    [InlineData("""["Tea ☕", "Green tea 🍵"]""", "green tea", "Green tea 🍵")]
    [InlineData("""["Fish & chips", "Soup"]""", "fish and chips", "Fish & chips")]
    [InlineData("""["Fish and chips", "Soup"]""", "fish & chips", "Fish and chips")]
    [InlineData("""["Pollo & arroz", "Sopa"]""", "pollo y arroz", "Pollo & arroz")]
    [InlineData("""["Croissant / Hörnchen", "Brot"]""", "hornchen", "Croissant / Hörnchen")]
    [InlineData("""["Croissant / Hörnchen", "Brot"]""", "croissant", "Croissant / Hörnchen")]
    [InlineData("""["Pizza (large)", "Pasta"]""", "pizza", "Pizza (large)")]
    [InlineData("""["Pizza – 9.50 €", "Pasta – 8 €"]""", "pasta", "Pasta – 8 €")]
    [InlineData("""["1. Tea", "2. Coffee"]""", "coffee", "2. Coffee")]
    [InlineData("""["1. Tea", "2. Coffee"]""", "2", "2. Coffee")]
    [InlineData("""["👍", "👎"]""", "👎🏽", "👎")]
    [InlineData("""["2", "4"]""", "2", "2")]
    [InlineData("""["10 kg", "20 kg"]""", "20", null)]
    [InlineData("""["Small 3€", "Large 5€"]""", "large", "Large 5€")]
    public async Task A_choice_of_a_question_is_chosen(string choices, string said, string? chosen)
    {
        var talk = Ask(choices);
        await talk.SayAsync("drink");

        var answer = await talk.SayAsync(said);
        Assert.Equal(chosen ?? "Which?", answer);
    }

    [Fact]
    public async Task Choices_of_a_question_are_printed_with_numbers()
    {
        Assert.Equal("Which?\n\n1. Tea ☕\n2. Coffee", await Ask("""["Tea ☕", "Coffee"]""").SayAsync("drink"));
        Assert.Equal("Which?", await Ask("""["2", "4"]""").SayAsync("drink"));
        Assert.Equal("Which?", await Ask("""["small", "2 kg"]""").SayAsync("drink"));
    }

    [Theory]
    [InlineData("croissant", "A")]
    [InlineData("🥐", "A")]
    [InlineData("the croissant please", "A")]
    [InlineData("1", "A")]
    [InlineData("🥐 Croissant", "A")]
    [InlineData("bread and butter", "B")]
    [InlineData("bread & butter", "B")]
    [InlineData("bread butter", "B")]
    [InlineData("3", "C")]
    [InlineData("2 kg", "C")]
    public async Task A_choice_of_a_menu_is_chosen(string said, string answer)
    {
        var talk = new Talk(
            """
            rules:
              - id: food
                when: food
                menu:
                  - "🥐 Croissant": A
                  - "Bread & butter": B
                  - 2 kg: C

            """
        );
        Assert.Equal("1. 🥐 Croissant\n2. Bread & butter\n3. 2 kg", await talk.SayAsync("food"));

        Assert.Equal(answer, await talk.SayAsync(said));
    }
}
