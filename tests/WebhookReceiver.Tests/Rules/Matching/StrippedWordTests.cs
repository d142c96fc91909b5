using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>Articles, elisions, suffixes and particles that are written onto a word.</summary>
public sealed class StrippedWordTests
{
    private static Talk Book(params string[] phrases) =>
        new(
            "rules:\n" + string.Concat(phrases.Select(phrase => $"  - {{ when: \"{phrase}\", reply: \"{phrase}\" }}\n"))
        );

    [Theory]
    [InlineData("خبز", "كعك وخبز", true)]
    [InlineData("السعر", "والسعر؟", true)]
    [InlineData("السعر", "وبالسعر القديم", true)]
    [InlineData("موعد", "العنوان وموعد", true)]
    [InlineData("الحجز", "وللحجز؟", true)]
    [InlineData("محل", "فمحل قريب", true)]
    [InlineData("عد", "وعد", false)]
    [InlineData("ردة", "وردتان", false)]
    [InlineData("خبز", "أخبز", false)]
    public async Task Arabic_words_are_known_behind_and(string phrase, string text, bool holds)
    {
        var talk = new Talk($"rules:\n  - {{ when: {phrase}, reply: \"yes\" }}\n");

        Assert.Equal(holds ? "yes" : null, await talk.SayAsync(text));
    }

    [Theory]
    [InlineData("ouverture", "c'est quand l'ouverture ?")]
    [InlineData("ouverture", "c’est quand l’ouverture ?")]
    [InlineData("heures ouverture", "les heures d'ouverture svp")]
    [InlineData("accord", "jusqu'accord")]
    [InlineData("ora", "dov'è? a che ora? l'ora?")]
    [InlineData("acqua", "dell'acqua per favore")]
    [InlineData("altra pizza", "un'altra pizza")]
    [InlineData("shop", "the shop's address")]
    [InlineData("shop address", "the shop's address")]
    [InlineData("we", "we're five")]
    [InlineData("izmir", "İzmir'de şube var mı")]
    [InlineData("istanbul", "İstanbul'dan geliyorum")]
    [InlineData("iphone", "iPhone'un fiyatı")]
    [InlineData("배송", "배송은 얼마나 걸려요?")]
    [InlineData("배송", "배송까지 얼마나")]
    [InlineData("배송 기간", "배송의 기간이 궁금해요")]
    [InlineData("예약", "예약하고 싶어요")]
    [InlineData("메뉴", "메뉴에는 뭐가 있나요")]
    [InlineData("영업시간", "영업시간이에요?")]
    [InlineData("משלוח", "כמה עולה המשלוח?")]
    [InlineData("משלוח", "והמשלוח")]
    [InlineData("מחיר", "מה המחיר")]
    [InlineData("don't know", "i dont know")]
    [InlineData("dont know", "i don't know")]
    public async Task A_word_is_found_with_what_is_written_onto_it(string phrase, string said) =>
        Assert.Equal(phrase, await Book(phrase, "something else").SayAsync(said));

    [Theory]
    [InlineData("can", "i can't")]
    [InlineData("do", "i don't")]
    [InlineData("is", "it isn’t")]
    [InlineData("clock", "7 o'clock")]
    [InlineData("값", "값은 얼마")]
    [InlineData("חם", "לחם")]
    [InlineData("배송", "배송비 얼마")]
    [InlineData("hour", "hours")]
    public async Task No_other_word_is_made_of_it(string phrase, string said) =>
        Assert.Null(await Book(phrase).SayAsync(said));

    [Theory]
    [InlineData("לחם", "לחם")]
    [InlineData("the shop's address", "the shop's address")]
    [InlineData("사과는", "사과는")]
    [InlineData("l'heure", "l'heure ?")]
    public async Task The_whole_word_comes_before_the_stripped_one_in_all_rules_of_the_stage(
        string phrase,
        string said
    ) => Assert.Equal(phrase, await Book("חם", "shop", "사과", "heure", phrase).SayAsync(said));

    [Fact]
    public async Task A_stage_before_comes_first_with_stripped_words_too()
    {
        var talk = new Talk(
            """
            rules:
              - { id: urgence, stage: before, when: urgence, reply: Urgence }
              - { id: hours, when: c'est quand, reply: Hours }

            """
        );

        Assert.Equal("Urgence", await talk.SayAsync("c'est quand l'urgence"));
    }

    [Fact]
    public async Task What_must_not_stand_there_must_not_stand_there_with_an_article_either()
    {
        var talk = new Talk(
            """
            rules:
              - { id: price, when: { words: prix, not: annulation }, reply: Price }

            """
        );

        Assert.Null(await talk.SayAsync("prix de l'annulation"));
        Assert.Equal("Price", await talk.SayAsync("prix"));
    }

    [Fact]
    public async Task A_mistake_is_forgiven_behind_an_article()
    {
        var talk = new Talk(
            """
            defaults: { typos: true }
            rules:
              - { id: open, when: ouverture, reply: Open }

            """
        );

        Assert.Equal("Open", await talk.SayAsync("c'est quand l'ouvertrue ?"));
    }

    [Fact]
    public async Task Captures_keep_the_word_as_it_was_written()
    {
        var talk = new Talk(
            """
            rules:
              - { id: where, when: "où est <thing>", reply: "{{ thing }}?" }

            """
        );

        Assert.Equal("l'entrée?", await talk.SayAsync("où est l'entrée"));
    }
}
