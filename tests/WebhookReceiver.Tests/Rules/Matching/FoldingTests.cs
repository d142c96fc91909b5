using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Tests.Rules.Matching;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("When do you OPEN today?", "when do you open today")]
    [InlineData("  two   blanks\tand\nlines ", "two blanks and lines")]
    [InlineData("Crème Brûlée", "creme brulee")]
    [InlineData("Cre\u0300me Bru\u0302le\u0301e", "creme brulee")]
    [InlineData("c.o.d.", "cod")]
    [InlineData("C.O.D please", "cod please")]
    [InlineData("ok.thanks", "ok thanks")]
    [InlineData("don't, don’t, donʼt", "dont dont dont")]
    [InlineData("e-mail", "e mail")]
    [InlineData("it costs 4.50 or 1,000 at 12:30.", "it costs 4.50 or 1,000 at 12:30")]
    [InlineData("１２３ ＡＢＣ", "123 abc")]
    [InlineData("٠١٢٣ ۴۵ ५६ ๗๘", "0123 45 56 78")]
    [InlineData("İSTANBUL ısı", "istanbul isi")]
    [InlineData("Straße STRASSE ẞ", "strasse strasse ss")]
    [InlineData("ΟΔΟΣ οδός", "οδοσ οδοσ")]
    [InlineData("Ёлка ЙОД", "елка йод")]
    [InlineData("smørrebrød Łódź Ærø", "smorrebrod lodz aero")]
    [InlineData("السَّلامُ عليكم", "السلام عليكم")]
    [InlineData("أهلاً إلى آخر", "اهلا الي اخر")]
    [InlineData("مدرســـة", "مدرسه")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("हिन्दी में", "हिन्दी में")]
    [InlineData("你好吗", "你 好 吗")]
    [InlineData("ｶﾞﾗｽ", "カ\u3099 ラ ス")]
    [InlineData("ราคาเท่าไร", "ร า ค า เ ท่ า ไ ร")]
    [InlineData("한국어", "한국어")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("great👍🏽job", "great 👍 job")]
    [InlineData("❤️", "❤")]
    [InlineData("🇮🇪🇬🇧", "🇮🇪 🇬🇧")]
    [InlineData("👨‍👩‍👧", "👨 👩 👧")]
    [InlineData("1️⃣", "1")]
    [InlineData("€5 and 5€", "€ 5 and 5 €")]
    [InlineData("zero\u200Bwidth so\u00ADft", "zerowidth soft")]
    [InlineData("𝐁𝐨𝐥𝐝 𝟙", "bold 1")]
    [InlineData("Acme™ ﬁne", "acme fine")]
    [InlineData("?!…", "")]
    public void A_text_folds_to_its_words(string text, string folded) => Assert.Equal(folded, FoldedText.Of(text));

    [Fact]
    public void Folding_twice_changes_nothing_on_plain_words() =>
        Assert.Equal("creme brulee", FoldedText.Of(FoldedText.Of("Crème BRÛLÉE")));

    [Fact]
    public void The_part_behind_the_limit_is_not_matched_and_no_pair_is_cut()
    {
        var text = new string('a', FoldedText.MaxCharacters - 1) + "😀";
        Assert.Equal(FoldedText.MaxCharacters - 1, FoldedText.Of(text).Length);
    }

    [Fact]
    public void Half_a_pair_and_code_points_that_are_no_characters_separate_words()
    {
        Assert.Equal("half", FoldedText.Of("\uD83D half \uDE00"));
        Assert.Equal("a b \u1100", FoldedText.Of("a\uFFFFb\uFDD0\u1100"));
    }

    [Fact]
    public void Every_character_folds_without_fault()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            Assert.NotNull(FoldedText.Of($"a{(char)c}b"));
        }
    }
}
