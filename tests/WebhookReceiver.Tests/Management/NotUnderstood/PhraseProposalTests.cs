using WebhookReceiver.Management.NotUnderstood;

namespace WebhookReceiver.Tests.Management.NotUnderstood;

public sealed class PhraseProposalTests
{
    [Fact]
    public void Most_groups_get_phrases_that_fit_their_own_messages()
    {
        var corpus = new MessageCorpus(MessageSet.Messages, []);
        var mined = TopicMiner.Mine(corpus, new NearestRules(corpus, []));
        var (proposed, fits, wrong) = (0, 0, new List<string>());
        foreach (var topic in mined.Topics)
        {
            var phrases = PhraseProposals.Of(corpus, topic.Texts);
            var ids = topic.Messages.Select(message => message.Id).ToHashSet();
            proposed += phrases.Count > 0 ? 1 : 0;
            foreach (var phrase in phrases)
            {
                var fit = new PhraseFit([phrase]);
                Assert.All(fit.Problems, one => Assert.Null(one.Problem));
                var fitting = MessageSet.Messages.Where(message => fit.In(message.Text).Count > 0).ToArray();
                Assert.True(fitting.Count(message => ids.Contains(message.Id)) >= 2, phrase);
                fits += fitting.Length;
                wrong.AddRange(
                    fitting.Where(message => !ids.Contains(message.Id)).Select(message => $"{phrase}: {message.Text}")
                );
            }

            Assert.True(phrases.Count <= 5);
        }

        Assert.True(proposed >= mined.Topics.Count * 0.8, $"{proposed} of {mined.Topics.Count}");
        Assert.True(wrong.Count * 10 <= fits, string.Join('\n', wrong));
    }

    [Fact]
    public void A_phrase_takes_nothing_from_a_rule()
    {
        HeardMessage[] missed =
        [
            MessageSet.Message(1, "gluten free bread today"),
            MessageSet.Message(2, "gluten free bread tomorrow"),
            MessageSet.Message(3, "gluten free rolls?"),
            MessageSet.Message(4, "rolls, gluten free"),
        ];
        var free = new MessageCorpus(missed, []);
        var taken = new MessageCorpus(missed, [MessageSet.Message(9, "price of gluten free bread", "prices")]);

        Assert.Equal(["gluten free"], PhraseProposals.Of(free, free.Texts));
        Assert.DoesNotContain("gluten free", PhraseProposals.Of(taken, taken.Texts));
    }

    [Fact]
    public void A_message_alone_gets_its_own_words()
    {
        var corpus = new MessageCorpus([MessageSet.Message(1, "Do you sell gift vouchers?")], []);

        var phrases = PhraseProposals.Of(corpus, corpus.Texts);

        Assert.NotEmpty(phrases);
        Assert.All(phrases, phrase => Assert.NotEmpty(new PhraseFit([phrase]).In("Do you sell gift vouchers?")));
    }
}
