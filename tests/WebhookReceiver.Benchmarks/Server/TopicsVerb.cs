using System.Diagnostics;
using System.Globalization;
using WebhookReceiver.Management.NotUnderstood;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary><c>topics 5000</c>: how long it takes to group messages that nobody understood, and to propose phrases.</summary>
internal static class TopicsVerb
{
    private const int Topics = 300;
    private const int People = 2_000;
    private const int Tries = 5;

    private static readonly string[] Small = "do you have the is there a can i how much for my please".Split(' ');

    public static void Run(string[] args)
    {
        var count = args is [var told, ..] ? int.Parse(told, CultureInfo.InvariantCulture) : 5_000;
        var random = new Random(7);
        var missed = Enumerable.Range(1, count).Select(id => Message(id, random, rule: null)).ToArray();
        var answered = Enumerable.Range(count + 1, count).Select(id => Message(id, random, "prices")).ToArray();
        var times = new List<double>();
        for (var i = 0; i < Tries; i++)
        {
            var watch = Stopwatch.StartNew();
            var corpus = new MessageCorpus(missed, answered);
            var read = watch.ElapsedMilliseconds;
            var mined = TopicMiner.Mine(corpus, new NearestRules(corpus, [("prices", ["price", "how much"])]));
            times.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            var proposed = mined.Topics.Take(20).Count(topic => PhraseProposals.Of(corpus, topic.Texts).Count > 0);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} messages: {times[^1]:N0} ms, {read} of them to read; {mined.Topics.Count} topics hold {mined.Topics.Sum(topic => topic.Messages.Count())}; phrases for {proposed} of the first 20: {watch.ElapsedMilliseconds} ms"
                )
            );
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {times[Tries / 2]:N0} ms"));
    }

    /// <summary>Few topics are common, most are rare; half of the words belong to the topic.</summary>
    private static HeardMessage Message(int id, Random random, string? rule)
    {
        var topic = (int)(Topics * Math.Pow(random.NextDouble(), 3)) + (rule is null ? 0 : Topics);
        var words = Enumerable
            .Range(0, 2)
            .Select(_ => Small[random.Next(Small.Length)])
            .Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Word((topic * 4) + random.Next(4))))
            .Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Word(9_000 + random.Next(1_500))));
        return new HeardMessage(
            id,
            DateTimeOffset.UnixEpoch.AddSeconds(id),
            $"person-{random.Next(People)}",
            string.Join(' ', words),
            rule
        );
    }

    private static string Word(int number)
    {
        const string Letters = "bdfgklmnprstvz";
        const string Vowels = "aeiou";
        var word = "";
        for (var rest = number + 7_777; rest > 0; rest /= Letters.Length)
        {
            word += $"{Letters[rest % Letters.Length]}{Vowels[rest % Vowels.Length]}";
        }

        return word;
    }
}
