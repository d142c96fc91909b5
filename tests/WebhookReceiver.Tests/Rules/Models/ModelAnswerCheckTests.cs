using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Tests.Rules.Models;

/// <summary>Links, numbers and prices of an answer stand in the passages that it cites, as they are written there.</summary>
public sealed class ModelAnswerCheckTests
{
    private const string Price = "Bread costs 4.50 €, cake £12. Call +353 85 000 0001. 20 % off from 24.12. to 31.12.";

    [Theory]
    [InlineData("Bread is 4.50 €.", Price, "Used")]
    [InlineData("Bread is €4.50!", Price, "Used")]
    [InlineData("Bread is 4.50.", Price, "Used")]
    [InlineData("Call +353 85 000 0001", Price, "Used")]
    [InlineData("Until 31.12. there is 20 % off", Price, "Used")]
    [InlineData("Bread is ٤.٥٠ €", Price, "Used")]
    [InlineData("Bread is 4 €.", Price, "Number")]
    [InlineData("Bread is 50 €.", Price, "Number")]
    [InlineData("Bread is 4.5 €.", Price, "Number")]
    [InlineData("Bread is 4.50 £.", Price, "Number")]
    [InlineData("Bread is 12 €.", Price, "Number")]
    [InlineData("Bread is 4.50 dollars.", Price, "Number")]
    [InlineData("Call +353 85 000 0002", Price, "Number")]
    [InlineData("Call 000 85 353", Price, "Number")]
    [InlineData("Half price: 50 % off", Price, "Number")]
    [InlineData("Bread is ½ off", Price, "Number")]
    [InlineData("Bread is １ €", Price, "Number")]
    [InlineData("Bread is ① €", Price, "Number")]
    [InlineData("Bread is 4\u200B50", Price, "Number")]
    [InlineData("Bread is three euros", Price, "Number")]
    [InlineData("Bread is twenty-five", Price, "Number")]
    [InlineData("Bread is free", Price, "Number")]
    [InlineData("There is a discount", Price, "Number")]
    [InlineData("A thousand for you", Price, "Number")]
    [InlineData("In twelve days", Price, "Used")]
    [InlineData("One of us comes.", Price, "Used")]
    [InlineData("\u202E€ 05.4", Price, "Characters")]
    [InlineData("a\u0007", Price, "Characters")]
    public void Numbers(string answer, string passage, string verdict) => Assert.Equal(verdict, Judge(answer, passage));

    private const string Links = "See https://shop.example/menu, or write to ann@shop.example (www.shop.example).";

    [Theory]
    [InlineData("See https://shop.example/menu.", "Used")]
    [InlineData("(https://shop.example/menu/)", "Used")]
    [InlineData("*https://shop.example/menu*", "Used")]
    [InlineData("Write to Ann@shop.example!", "Used")]
    [InlineData("www.shop.example", "Used")]
    [InlineData("It is a pleasure, e.g. a.m. or p.m.", "Used")]
    [InlineData("https://shop.example", "Link")]
    [InlineData("https://shop.example/menu2", "Link")]
    [InlineData("https://shop.example/menu_evil", "Link")]
    [InlineData("https://shop.example/menu,evil", "Link")]
    [InlineData("https://shop.example/menu)evil", "Link")]
    [InlineData("http://shop.example/menu", "Link")]
    [InlineData("[https://shop.example/menu](https://evil.example)", "Link")]
    [InlineData("evil.example", "Link")]
    [InlineData("bit.ly/x", "Link")]
    [InlineData("tel:ann@evil.example", "Link")]
    [InlineData("eve@shop.example", "Link")]
    [InlineData("evil\u3002example", "Link")]
    [InlineData("evil\uFF0Eexample", "Link")]
    [InlineData("ev\u00ADil.example", "Link")]
    [InlineData("https://shop.еxample/menu", "Link")]
    [InlineData("wa.me", "Link")]
    [InlineData("@evil", "Link")]
    public void Addresses(string answer, string verdict) => Assert.Equal(verdict, Judge(answer, Links));

    [Fact]
    public void A_number_of_a_passage_that_is_not_cited_is_invented()
    {
        var passages = ImmutableArray.Create(Passage("a", "It is 5."), Passage("b", "It is 6."));

        Assert.Equal(ModelVerdict.Number, Judge("It is 6.", passages, "a"));
        Assert.Equal(ModelVerdict.Used, Judge("It is 6.", passages, "b"));
        Assert.Equal(ModelVerdict.Used, Judge("It is 5, or it is 6.", passages, "a", "b"));
        Assert.Equal(ModelVerdict.NoSuchPassage, Judge("It is 6.", passages, "b", "c"));
        Assert.Equal(ModelVerdict.NoSuchPassage, Judge("It is 6.", passages, "B"));
        Assert.Equal(ModelVerdict.Uncited, Judge("It is 6.", passages));
        Assert.Equal(ModelVerdict.Nothing, Judge(" ", passages));
    }

    [Fact]
    public void The_limit_of_the_channel_counts_and_4000_characters_where_none_is_known()
    {
        var passages = ImmutableArray.Create(Passage("a", "Open."));
        var lengths = TextLimits.Known.With(new Dictionary<string, int>(StringComparer.Ordinal) { ["10"] = 20 });

        Assert.Equal(ModelVerdict.Used, Judge(new string('x', 20), passages, lengths, "10"));
        Assert.Equal(ModelVerdict.TooLong, Judge(new string('x', 21), passages, lengths, "10"));
        Assert.Equal(ModelVerdict.Used, Judge(new string('x', 4_000), passages, lengths, "77"));
        Assert.Equal(ModelVerdict.TooLong, Judge(new string('x', 4_001), passages, lengths, "77"));
    }

    private static string Judge(string answer, string passage) =>
        Judge(answer, [Passage("a", passage)], "a").ToString();

    private static ModelVerdict Judge(string answer, ImmutableArray<ModelPassage> given, params string[] cited) =>
        ModelAnswerCheck.Of(
            new ModelOutcome(ModelKind.Answered, answer, [.. cited]),
            given,
            new AskModelPlan(new PassageIndex(given), LocalText.None, SpokenLanguages.English),
            TextLimits.Known,
            "8"
        );

    private static ModelVerdict Judge(
        string answer,
        ImmutableArray<ModelPassage> given,
        TextLimits lengths,
        string channel
    ) =>
        ModelAnswerCheck.Of(
            new ModelOutcome(ModelKind.Answered, answer, ["a"]),
            given,
            new AskModelPlan(new PassageIndex(given), LocalText.None, SpokenLanguages.English),
            lengths,
            channel
        );

    private static ModelPassage Passage(string name, string text) => new(name, "", text, Ends: null);
}
