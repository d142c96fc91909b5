namespace WebhookReceiver.Tests.Rules.Matching;

public sealed class PhraseTests
{
    [Theory]
    [InlineData("opening hours", "What are your Opening-Hours, please?", true)]
    [InlineData("opening hours", "hours of opening", false)]
    [InlineData("open", "reopened", false)]
    [InlineData("when * open", "when do you open", true)]
    [InlineData("when * open", "when open", true)]
    [InlineData("when * open", "open when", false)]
    [InlineData("cod", "do you take c.o.d.?", true)]
    [InlineData("C.O.D.", "cod", true)]
    [InlineData("straße", "in der STRASSE", true)]
    [InlineData("istanbul", "İSTANBUL'da", false)]
    [InlineData("istanbul", "İstanbul!", true)]
    [InlineData("οδος", "ΟΔΌΣ", true)]
    [InlineData("خدمة", "اريد خدمه", true)]
    [InlineData("موعد", "أريد الموعد غداً", true)]
    [InlineData("الموعد", "موعد", true)]
    [InlineData("موعد", "السعر والموعد", true)]
    [InlineData("موعد", "للموعد بالتأكيد", true)]
    [InlineData("تأكيد", "للموعد بالتأكيد", true)]
    [InlineData("حجز موعد", "أريد حجز الموعد", true)]
    [InlineData("له", "الله", false)]
    [InlineData("د", "والد", false)]
    [InlineData("ده", "والدة", false)]
    [InlineData("وعد", "موعد", false)]
    [InlineData("कीमत", "इसकी कीमत क्या है", true)]
    [InlineData("कम", "कीमत", false)]
    [InlineData("ราคา", "ขอทราบราคาหน่อย", true)]
    [InlineData("价格", "请问价格是多少", true)]
    [InlineData("👍", "ok 👍🏿", true)]
    [InlineData("👍", "👎", false)]
    [InlineData("12:30", "at 12:30?", true)]
    [InlineData("10", "10.30", false)]
    public void A_phrase_stands_in_the_text_on_word_edges(string phrase, string text, bool stands) =>
        Assert.Equal(stands, Looking.Words(phrase, text));

    [Theory]
    [InlineData("stop", "STOP!", true)]
    [InlineData("stop", "please stop", false)]
    [InlineData("order *", "order", true)]
    [InlineData("order *", "order two pizzas", true)]
    [InlineData("order *", "my order", false)]
    [InlineData("* please", "a cake please", true)]
    [InlineData("a * b * c", "a x b y c", true)]
    [InlineData("a * b * c", "a c b", false)]
    [InlineData("a * b", "a b a b", true)]
    public void Is_takes_the_whole_text(string phrase, string text, bool holds) =>
        Assert.Equal(holds, Looking.Is(phrase, text));

    [Theory]
    [InlineData("my name is <name>", "Hi, my name is Zoë O'Neill", "name=Zoë O'Neill")]
    [InlineData("from <a> to <b>", "from Cork to Dublin Airport", "a=Cork; b=Dublin Airport")]
    [InlineData("<what> please", "two scones please", "what=two scones")]
    [InlineData("order <id:digits>", "my order 0012 34 please", "id=001234")]
    [InlineData("order <id:digits 6>", "order 12 34 56", "id=123456")]
    [InlineData("order <id:digits 6>", "order 12345", null)]
    [InlineData("order <id:digits>", "order ٠١٢", "id=012")]
    [InlineData("order <id:digits>", "order soon, order 7", "id=7")]
    [InlineData("<n:number> euro", "it was 4,50 euro", "n=4.50")]
    [InlineData("pay <n:number>", "pay 1,000", "n=1000")]
    [InlineData("pay <n:number>", "pay 1.234,56", "n=1234.56")]
    [InlineData("add <n:number>", "add -5", "n=-5")]
    [InlineData("code <c:code>", "code AB-1234.", "c=AB-1234")]
    [InlineData("code <c:code>", "code word", null)]
    [InlineData("mail <e:email>", "mail me: no; mail Ann.Lee+x@Example.co.uk!", "e=Ann.Lee+x@Example.co.uk")]
    [InlineData("<e:email>", "it is <ann@example.net>.", "e=ann@example.net")]
    [InlineData("<u:url>", "see https://example.net/a?b=c, ok", "u=https://example.net/a?b=c")]
    [InlineData("<u:url>", "see example.net", null)]
    [InlineData("call <p:phone>", "call +353 (21) 555-0100 now", "p=+353215550100")]
    [InlineData("call <p:phone>", "call 12345", null)]
    [InlineData("<a> <b>", "one two three", null)]
    public void Slots_capture_in_the_customers_spelling(string phrase, string text, string? captured)
    {
        if (phrase == "<a> <b>")
        {
            Assert.Equal("a=one; b=two three", Looking.Captured(phrase, text, whole: true));
            return;
        }
        Assert.Equal(captured, Looking.Captured(phrase, text));
    }

    [Theory]
    [InlineData("?", "'?' has no letters, digits or emoji to compare. Write words, or use 'matches' for punctuation.")]
    [InlineData("*", "'*' matches every message. Leave 'when' out if that is meant.")]
    [InlineData("order <id", "'order <id' opens a slot with '<' that is never closed. Write it as <name>.")]
    [InlineData(
        "<2nd>",
        "'<2nd>' is not a slot: its name must be letters, digits and '_', beginning with a letter. Write it like <order_id>."
    )]
    [InlineData(
        "<id:weight>",
        "'weight' is not a slot type. The types are number, digits, code, time, email, url, phone; digits may have a length: <id:digits 6>."
    )]
    public void A_phrase_that_cannot_be_one_says_why(string phrase, string error) =>
        Assert.Equal(error, Looking.ErrorOf(phrase));

    [Fact]
    public void A_hostile_text_costs_no_more_than_its_length()
    {
        var text = string.Concat(Enumerable.Repeat("a 1 ", 4_000));
        Assert.False(Looking.Words("a * a * a * a * <n:digits> b", text));
        Assert.False(Looking.Is("<x> a <y> a <z> b", text));
    }
}
