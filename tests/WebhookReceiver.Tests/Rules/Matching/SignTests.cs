using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Tests.Rules.Conversations;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>Signs in phrases, letters with marks, and characters of two halves in patterns.</summary>
public sealed class SignTests
{
    [Theory]
    [InlineData("20%", "is it 20% off?", true)]
    [InlineData("20%", "20 % bitte", true)]
    [InlineData("20%", "20％", true)]
    [InlineData("20%", "20 chairs", false)]
    [InlineData("/help", "/HELP", true)]
    [InlineData("/help", "help", false)]
    [InlineData("c#", "do you teach C#?", true)]
    [InlineData("c#", "vitamin c", false)]
    [InlineData("c++", "C++ course", true)]
    [InlineData("c++", "C+ course", false)]
    [InlineData("#win", "#Win!", true)]
    [InlineData("#win", "win", false)]
    [InlineData("@home", "gym @home", true)]
    [InlineData("@home", "at home", false)]
    [InlineData("24/7", "24/7?", true)]
    [InlineData("24/7", "24-7", true)]
    [InlineData("fish & chips", "fish chips", true)]
    [InlineData("and/or", "and or", true)]
    [InlineData("win", "#win", true)]
    [InlineData("what's up?", "whats up", true)]
    public async Task A_sign_written_onto_a_word_must_stand_in_the_message(string phrase, string said, bool isFound)
    {
        var talk = new Talk($"rules: [{{ when: \"{phrase}\", reply: Yes }}]\n");

        Assert.Equal(isFound ? "Yes" : null, await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("мой", "мои", false)]
    [InlineData("мой", "Мой дом", true)]
    [InlineData("мой", "мои\u0306", true)]
    [InlineData("їжа", "іжа", false)]
    [InlineData("їжа", "і\u0308жа", true)]
    [InlineData("ўсё", "усе", false)]
    [InlineData("ещё", "еще", true)]
    [InlineData("замок", "за\u0301мок", true)]
    [InlineData("año", "ano", true)]
    [InlineData("ώρα", "ωρα", true)]
    public async Task Only_marks_that_people_leave_out_are_left_out(string phrase, string said, bool isFound)
    {
        var talk = new Talk($"rules: [{{ when: \"{phrase}\", reply: Yes }}]\n");

        Assert.Equal(isFound ? "Yes" : null, await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("[🍎-🍓]", "a 🍏 please", true)]
    [InlineData("[🍎-🍓]", "a 🍔 please", false)]
    [InlineData("[🍎-🍓a-c]", "b", true)]
    [InlineData("[😀-🙏]", "🙏", true)]
    [InlineData("[🏠-😀]", "🐶", true)]
    [InlineData("[🏠-😀]", "🤖", false)]
    [InlineData("[🍕🍔]", "🍔", true)]
    [InlineData("[🍕🍔]", "🍟", false)]
    [InlineData("^🍕+$", "🍕🍕🍕", true)]
    [InlineData("^🍕{2}$", "🍕🍕", true)]
    [InlineData("^x🍕?$", "x", true)]
    [InlineData("^[🍕-🍟]+$", "🍕🍟", true)]
    [InlineData("pizza 🍕", "Pizza 🍕", true)]
    public void Characters_of_two_halves_are_one_in_a_pattern(string pattern, string said, bool isFound)
    {
        var condition = MatchesCondition.Create(pattern, out var error);
        Assert.Null(error);
        using var context = MatchContext.Rent(Talk.Message(said), new Vocabulary());

        Assert.Equal(isFound, condition!.Holds(context));
    }

    [Theory]
    [InlineData("[^🍕]", "leaves out an emoji")]
    [InlineData("[🍓-🍎]", "runs backwards. Write: 🍎-🍓")]
    [InlineData("[a-🍎]", "is a range from a letter to an emoji")]
    [InlineData("[🍎-🍓-[🍏]]", "leaves out an emoji")]
    public void What_a_pattern_cannot_say_of_them_is_told(string pattern, string error) =>
        Assert.Contains(
            error,
            Assert
                .Single(RuleSamples.Build($"rules: [{{ when: {{ matches: '{pattern}' }}, reply: Yes }}]\n").Problems)
                .Message,
            StringComparison.Ordinal
        );
}
