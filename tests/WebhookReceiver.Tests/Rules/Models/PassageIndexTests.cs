using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Tests.Rules.Models;

public sealed class PassageIndexTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);

    private static readonly PassageIndex Shop = new([
        new("hours", "", "We are open from 8 to 18.", null),
        new("parking", "", "You can park behind the house.", null),
        new("cakes", "birthday, wedding", "Cakes take two days. We are happy to help.", null),
        new("christmas", "", "We are open on Christmas Eve.", Now.AddDays(1)),
    ]);

    [Theory]
    [InlineData("When do you OPEN?", "hours christmas")]
    [InlineData("opening on christmas?", "christmas hours")]
    [InlineData("a wedding cake", "cakes")]
    [InlineData("where is the párking", "parking")]
    public void What_shares_words_comes_first_rare_words_before_common_ones(string text, string first) =>
        Assert.StartsWith(first, Names(Shop, text, room: 10_000), StringComparison.Ordinal);

    [Fact]
    public void Without_a_common_word_all_come_in_their_order_as_long_as_there_is_room()
    {
        Assert.Equal("hours parking cakes christmas", Names(Shop, "¿?", room: 10_000));
        Assert.Equal("hours parking", Names(Shop, "¿?", room: 70));
        Assert.Equal("cakes", Names(Shop, "wedding", room: 70));
        Assert.Equal("", Names(Shop, "wedding", room: 10));
    }

    [Fact]
    public void What_has_ended_is_no_passage()
    {
        var later = Shop.ChooseFor("christmas", Now.AddDays(1), room: 10_000);

        Assert.DoesNotContain(later, passage => passage.Name == "christmas");
    }

    [Fact]
    public void Of_ten_thousand_rows_the_right_one_comes_first_and_the_same_every_time()
    {
        var index = new PassageIndex([
            .. Enumerable
                .Range(0, 10_000)
                .Select(n => new ModelPassage($"row{n}", "", $"name: article number{n % 7}; code: {n:x4}z", null)),
        ]);

        var first = Names(index, "what is 0309z", room: 500);

        Assert.StartsWith("row777 ", first, StringComparison.Ordinal);
        Assert.Equal(first, Names(index, "what is 0309z", room: 500));
    }

    private static string Names(PassageIndex index, string text, int room) =>
        string.Join(' ', index.ChooseFor(text, Now, room).Select(passage => passage.Name));
}
