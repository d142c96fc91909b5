using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Benchmarks;

/// <summary>N rules of mixed kinds: six of ten short phrases, then words, contains, a phrase with a star, a pattern.</summary>
internal static class MixedRules
{
    public static RuleSet Book(int count)
    {
        var vocabulary = new Vocabulary();
        var rules = Enumerable.Range(0, count).Select(i => Rule(i, vocabulary)).ToList();
        return RuleSet.Create("bench", vocabulary, rules, [], DecisionLimits.Default, TimeProvider.System);
    }

    /// <summary>A message that topic <paramref name="topic"/> answers, with an emoji as people write them.</summary>
    public static IncomingMessage Hit(int topic) =>
        Message(string.Create(CultureInfo.InvariantCulture, $"Hello, please tell me about topic{topic} today! 😀"));

    /// <summary>A message that no rule knows, with an accent.</summary>
    public static IncomingMessage Miss(int number) =>
        Message(string.Create(CultureInfo.InvariantCulture, $"I have a question that no rule knows {number} café"));

    private static IncomingMessage Message(string text) =>
        new()
        {
            Sender = "447700900123",
            Text = text,
            Channel = "8",
            Project = "10777",
        };

    private static FileRule Rule(int i, Vocabulary vocabulary)
    {
        var word = string.Create(CultureInfo.InvariantCulture, $"topic{i}");
        Condition condition = (i % 10 < 6 ? 0 : 1 + (i % 4)) switch
        {
            2 => ContainsCondition.Create([word], out _)!,
            3 => Words($"tell * about {word}"),
            4 => MatchesCondition.Create($@"\b{word}\b", out _)!,
            _ => Words(word, $"{word} info"),
        };
        var scope = new TemplateScope(ImmutableHashSet<string>.Empty, ImmutableDictionary<string, string>.Empty);
        var plan = new ReplyPlan { Texts = [ReplyTemplate.Parse($"Here is all about topic {i}", scope, [])!] };
        ImmutableArray<Condition> when = [condition, new ChatCondition(ChatScope.Direct)];
        return new FileRule(word, new RulePlace("rules.yaml", i + 1, 1), ReplyStage.Main, 0, when, plan, vocabulary);

        WordsCondition Words(params string[] phrases) =>
            new([.. phrases.Select(phrase => Phrase.Parse(phrase, vocabulary, out _)!)]);
    }
}
