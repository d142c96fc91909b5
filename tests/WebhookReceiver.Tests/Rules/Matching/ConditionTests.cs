using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Tests.Rules.Matching;

public sealed class ConditionTests
{
    private static readonly IncomingMessage Direct = Looking.Message("Two cakes please");

    [Theory]
    [InlineData("shop", "webshops", true)]
    [InlineData("ß", "STRASSE", true)]
    [InlineData("öff", "eroffnet", true)]
    [InlineData("shop", "sho p", false)]
    [InlineData("web shop", "my web-shops", true)]
    public void Contains_ignores_word_edges(string part, string text, bool holds) =>
        Assert.Equal(holds, Looking.Contains(part, text));

    [Fact]
    public void Contains_refuses_what_folds_to_nothing()
    {
        Assert.Null(ContainsCondition.Create(["hours", "?"], out var error));
        Assert.Equal("'?' has no letters, digits or emoji to compare. Use 'matches' to find punctuation.", error);
    }

    [Theory]
    [InlineData("two cakes", true)]
    [InlineData("please two", true)]
    [InlineData("two pies", false)]
    public void All_words_takes_any_order(string words, bool holds) =>
        Assert.Equal(
            holds,
            Looking.Holds(v => new AllWordsCondition([.. words.Split(' ').Select(w => Looking.Read(w, v))]), Direct)
        );

    [Fact]
    public void Not_any_and_all_combine()
    {
        Assert.False(Looking.Holds(v => new NotCondition(Words(v, "cakes")), Direct));
        Assert.True(Looking.Holds(v => new NotCondition(Words(v, "pies")), Direct));
        Assert.True(Looking.Holds(v => new AnyCondition([Words(v, "pies"), Words(v, "cakes")]), Direct));
        Assert.False(Looking.Holds(v => new AllCondition([Words(v, "pies"), Words(v, "cakes")]), Direct));
    }

    [Theory]
    [InlineData("+44 7700 900123", true)]
    [InlineData("447700900123", true)]
    [InlineData("44770*", true)]
    [InlineData("+353*", false)]
    [InlineData("44770", false)]
    public void From_takes_a_number_or_a_prefix(string number, bool holds) =>
        Assert.Equal(holds, Looking.Holds(_ => new FromCondition([number]), Direct));

    [Fact]
    public void Chat_tells_direct_group_and_mention_apart()
    {
        var group = Direct with { Group = new MessageGroup("g1", "Club", "Ann", []) };
        var mention = Direct with { Group = new MessageGroup("g1", "Club", "Ann", ["447700900999"]) };
        Assert.Equal([true, false, false], Scopes(Direct));
        Assert.Equal([false, true, false], Scopes(group));
        Assert.Equal([false, true, true], Scopes(mention));
    }

    [Fact]
    public void Button_takes_the_payload_or_the_row()
    {
        var button = Direct with { ButtonPayload = "btn_later" };
        var row = Direct with { ListChoice = new ListChoice("opt-a", null) };
        Assert.True(Looking.Holds(_ => new ButtonCondition(["btn_later"]), button));
        Assert.True(Looking.Holds(_ => new ButtonCondition(["opt-a"]), row));
        Assert.False(Looking.Holds(_ => new ButtonCondition(["opt-a"]), Direct));
    }

    [Fact]
    public void Kind_channel_project_and_variables_are_compared()
    {
        var message = Direct with
        {
            Kind = MessageKind.Image,
            Channel = "8",
            Project = "31",
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["branch"] = "Cork" },
        };
        Assert.True(Looking.Holds(_ => new TypeCondition([MessageKind.Video, MessageKind.Image]), message));
        Assert.True(Looking.Holds(_ => new ChannelCondition(["1", "8"]), message));
        Assert.False(Looking.Holds(_ => new ProjectCondition(["32"]), message));
        Assert.True(Looking.Holds(_ => new VarsCondition([new("branch", "CÓRK")]), message));
        Assert.False(Looking.Holds(_ => new VarsCondition([new("branch", "Dublin")]), message));
        Assert.False(Looking.Holds(_ => new VarsCondition([new("shop", "Cork")]), message));
    }

    private static WordsCondition Words(Vocabulary vocabulary, string phrase) =>
        new([Looking.Read(phrase, vocabulary)]);

    private static bool[] Scopes(IncomingMessage message) =>
        [
            .. new[] { ChatScope.Direct, ChatScope.Group, ChatScope.Mention }.Select(scope =>
                Looking.Holds(_ => new ChatCondition(scope), message)
            ),
        ];
}
