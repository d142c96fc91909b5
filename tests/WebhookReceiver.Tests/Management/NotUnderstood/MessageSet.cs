using WebhookReceiver.Management.NotUnderstood;

namespace WebhookReceiver.Tests.Management.NotUnderstood;

/// <summary>
/// Messages of a bakery's customers, written for these tests: 25 topics in four languages with typing mistakes and words
/// that several topics share, and one message in five that belongs to none.
/// </summary>
internal static class MessageSet
{
    private const int People = 97;

    private static readonly (string Topic, string Text)[] All =
    [
        .. File.ReadLines(
                Path.Combine(
                    ArchitectureTests.Root,
                    "tests",
                    "WebhookReceiver.Tests",
                    "Management",
                    "NotUnderstood",
                    "messages.tsv"
                )
            )
            .Select(line => line.Split('\t'))
            .Select(cells => (cells[0], cells[1])),
    ];

    /// <summary>The topic of each message; empty for none.</summary>
    public static IReadOnlyDictionary<long, string> Topics { get; } =
        All.Index().ToDictionary(one => (long)one.Index + 1, one => one.Item.Topic);

    public static IReadOnlyList<HeardMessage> Messages { get; } =
    [.. All.Select((one, index) => Message(index + 1, one.Text))];

    public static HeardMessage Message(long id, string text, string? rule = null) =>
        new(id, DateTimeOffset.UnixEpoch.AddMinutes(id), $"person-{id * 31 % People}", text, rule);

    public static MinedTopics Mine(IEnumerable<HeardMessage> missed, params HeardMessage[] answered)
    {
        var corpus = new MessageCorpus(missed, answered);
        return TopicMiner.Mine(
            corpus,
            new NearestRules(corpus, [("hours", ["opening hours", "when do you open"]), ("prices", ["price"])])
        );
    }
}
