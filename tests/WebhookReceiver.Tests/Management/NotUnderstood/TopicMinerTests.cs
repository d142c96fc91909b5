using WebhookReceiver.Management.NotUnderstood;

namespace WebhookReceiver.Tests.Management.NotUnderstood;

public sealed class TopicMinerTests
{
    [Fact]
    public void Groups_are_pure_and_hold_more_than_half_of_what_belongs_together()
    {
        var (purity, held, groups) = Judge(MessageSet.Mine(MessageSet.Messages));

        Assert.True(purity >= 0.95, $"purity {purity:P1}\n{groups}");
        Assert.True(held >= 0.5, $"held {held:P1}\n{groups}");
        TestContext.Current.TestOutputHelper?.WriteLine($"purity {purity:P1}, held {held:P1}");
    }

    [Fact]
    public void A_small_shop_gets_pure_groups_of_two()
    {
        foreach (var every in new[] { 2, 3, 4 })
        {
            var (purity, held, groups) = Judge(
                MessageSet.Mine(MessageSet.Messages.Where(message => message.Id % every == 0))
            );

            Assert.True(purity >= 0.9, $"every {every}: purity {purity:P1}, held {held:P1}\n{groups}");
            Assert.True(held >= 0.5, $"every {every}: purity {purity:P1}, held {held:P1}\n{groups}");
            TestContext.Current.TestOutputHelper?.WriteLine($"every {every}: purity {purity:P1}, held {held:P1}");
        }
    }

    [Fact]
    public void The_same_messages_in_any_order_give_the_same_groups()
    {
        var first = Told(MessageSet.Mine(MessageSet.Messages));

        Assert.Equal(first, Told(MessageSet.Mine(MessageSet.Messages)));
        Assert.Equal(first, Told(MessageSet.Mine(MessageSet.Messages.Reverse())));
        Assert.Equal(first, Told(MessageSet.Mine(MessageSet.Messages.OrderBy(message => message.Text.Length))));
    }

    [Fact]
    public void One_person_alone_is_no_topic()
    {
        var messages = Enumerable
            .Range(1, 40)
            .Select(id => MessageSet.Message(id, $"gluten free bread {(char)('a' + id % 26)}") with { Person = "one" });

        var mined = MessageSet.Mine(messages);

        Assert.Empty(mined.Topics);
        Assert.NotEmpty(mined.Rest);
    }

    [Fact]
    public void Of_few_messages_words_are_counted()
    {
        string[] texts =
        [
            "gluten free cakes?",
            "anything without gluten",
            "is there gluten in it",
            "vegan cake?",
            "vegans welcome?",
            "who painted the wall",
        ];

        var mined = MessageSet.Mine(texts.Select((text, index) => MessageSet.Message(index + 1, text)));

        Assert.True(mined.IsByWord);
        Assert.Equal(
            ["gluten 3", "vegan 2"],
            mined.Topics.Select(topic => $"{topic.Words[0]} {topic.Messages.Count()}")
        );
        Assert.Equal(["who painted the wall"], mined.Rest.Select(text => text.Messages[0].Text));
    }

    [Fact]
    public void Equal_texts_count_each_time_and_stand_once()
    {
        var mined = MessageSet.Mine(
            MessageSet.Messages.Concat([
                MessageSet.Message(1001, "Tickets, please!"),
                MessageSet.Message(1002, "tickets please"),
                MessageSet.Message(1003, "TICKETS please..."),
            ])
        );

        var tickets = Assert.Single(mined.Topics, topic => topic.Words.Contains("tickets"));
        Assert.Equal((1, 3), (tickets.Texts.Count, tickets.Messages.Count()));
    }

    [Fact]
    public void The_rule_that_answers_such_messages_is_near_and_others_are_not()
    {
        HeardMessage[] answered =
        [
            MessageSet.Message(2001, "my delivery is late", "late"),
            MessageSet.Message(2002, "order not arrived", "late"),
            MessageSet.Message(2003, "what does a cake cost", "prices"),
        ];
        var corpus = new MessageCorpus(MessageSet.Messages, answered);
        var mined = TopicMiner.Mine(
            corpus,
            new NearestRules(
                corpus,
                [("late", ["order * late", "where is my order", "order * arrived"]), ("prices", ["price", "cost"])]
            )
        );

        var late = mined.Topics.Where(topic => MajorityOf(topic) == "late").ToArray();
        Assert.Equal("late", late[0].Nearest?.Rule);
        Assert.All(late, topic => Assert.NotEqual("prices", topic.Nearest?.Rule));
        Assert.All(
            mined.Topics.Where(topic => MajorityOf(topic) is "wifi" or "parking" or "dog" or "parken"),
            topic => Assert.Null(topic.Nearest)
        );
    }

    [Fact]
    public void Messages_of_two_languages_never_share_a_group()
    {
        var mined = MessageSet.Mine(MessageSet.Messages);

        Assert.All(
            mined.Topics,
            topic =>
                Assert.True(topic.Texts.Select(text => text.Words.Language).OfType<string>().Distinct().Count() <= 1)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("4711 0815")]
    [InlineData("http://example.com/a b@example.com")]
    [InlineData("\uD800")]
    public void Texts_without_words_are_of_no_topic(string text)
    {
        var mined = MessageSet.Mine(
            MessageSet.Messages.Concat([MessageSet.Message(3001, text), MessageSet.Message(3002, text)])
        );

        Assert.DoesNotContain(mined.Topics, topic => topic.Messages.Any(message => message.Id > 3000));
    }

    private static (double Purity, double Held, string Groups) Judge(MinedTopics mined)
    {
        var grouped = mined.Topics.Sum(topic => topic.Messages.Count());
        var right = mined.Topics.Sum(topic =>
            topic.Messages.Count(one => MessageSet.Topics[one.Id] == MajorityOf(topic))
        );
        var all = mined.Topics.SelectMany(topic => topic.Messages).Concat(mined.Rest.SelectMany(text => text.Messages));
        return (
            (double)right / grouped,
            (double)mined.Topics.SelectMany(topic => topic.Messages).Count(one => MessageSet.Topics[one.Id].Length > 0)
                / all.Count(one => MessageSet.Topics[one.Id].Length > 0),
            Told(mined)
        );
    }

    private static string MajorityOf(MinedTopic topic) =>
        topic
            .Messages.Select(message => MessageSet.Topics[message.Id])
            .Where(name => name.Length > 0)
            .CountBy(name => name)
            .OrderByDescending(name => name.Value)
            .Select(name => name.Key)
            .FirstOrDefault("(stray)");

    private static string Told(MinedTopics mined) =>
        string.Join(
            '\n',
            mined.Topics.Select(topic =>
                $"{string.Join(' ', topic.Words)} [{MajorityOf(topic)}]: {string.Join(" | ", topic.Messages.Select(one => one.Text))}"
            )
        );
}
