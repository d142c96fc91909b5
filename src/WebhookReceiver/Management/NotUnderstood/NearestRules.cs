using WebhookReceiver.Rules;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>What each rule is for, by its phrases and by the messages that it answered; finds the one that is near.</summary>
internal sealed class NearestRules
{
    private const float Near = 0.45f;
    private const int MostAnswered = 50;
    private const int MostPhrases = 200;

    private readonly List<(string Rule, WordVector[] Texts)> _rules = [];
    private readonly WordVectors _space;

    /// <param name="corpus">The messages.</param>
    /// <param name="phrases">The phrases of each rule, in the order of the rules.</param>
    public NearestRules(MessageCorpus corpus, IEnumerable<(string Rule, IEnumerable<string> Phrases)> phrases)
    {
        _space = corpus.Space;
        var answered = corpus.Answered.ToLookup(text => text.Messages[0].Rule, StringComparer.Ordinal);
        foreach (var (rule, ofRule) in phrases)
        {
            _rules.Add(
                (
                    rule,
                    [
                        .. ofRule
                            .Take(MostPhrases)
                            .Select(HeardWords.Of)
                            .Concat(
                                answered[rule]
                                    .OrderByDescending(text => text.Messages[^1].Id)
                                    .Take(MostAnswered)
                                    .Select(text => text.Words)
                            )
                            .Select(_space.Of)
                            .Where(vector => vector.Parts.Length > 0),
                    ]
                )
            );
        }
    }

    /// <summary>The rules of a rule set with their phrases; those of the fallback answer nothing.</summary>
    public static IEnumerable<(string Rule, IEnumerable<string> Phrases)> PhrasesOf(RuleSet rules) =>
        rules
            .Rules.OfType<FileRule>()
            .Where(rule => rule.Stage != ReplyStage.Fallback)
            .Select(rule =>
                (
                    rule.Name,
                    rule.When.SelectMany(condition => condition.Phrases).Select(phrase => WordsIn(phrase.Source))
                )
            );

    /// <summary>The nearest rule: the mean over the texts of their likeness with what resembles them most there.</summary>
    public (string Rule, float Likeness)? Of(IEnumerable<HeardWords> texts)
    {
        var vectors = texts.Select(Sums).ToArray();
        (string Rule, float Likeness)? best = null;
        foreach (var (rule, ofRule) in _rules)
        {
            var likeness = vectors.Sum(vector => ofRule.Select(text => text.Dot(vector)).DefaultIfEmpty().Max());
            likeness /= Math.Max(vectors.Length, 1);
            if (likeness >= Near && likeness > (best?.Likeness ?? 0))
            {
                best = (rule, likeness);
            }
        }

        return best;
    }

    private Dictionary<int, float> Sums(HeardWords words) =>
        _space.Of(words).Parts.ToDictionary(part => part.Feature, part => part.Weight);

    /// <summary>Without its slots and stars.</summary>
    private static string WordsIn(string phrase)
    {
        while (
            phrase.IndexOf('<', StringComparison.Ordinal) is >= 0 and var begin
            && phrase.IndexOf('>', begin) is >= 0 and var end
        )
        {
            phrase = $"{phrase[..begin]} {phrase[(end + 1)..]}";
        }

        return phrase.Replace('*', ' ');
    }
}
