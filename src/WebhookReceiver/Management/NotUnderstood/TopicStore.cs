using Microsoft.Data.Sqlite;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>What was heard since an instant, with what the miner found in it.</summary>
/// <param name="Corpus">The messages that count.</param>
/// <param name="Dismissed">Messages that were left out, the newest first.</param>
/// <param name="Answered">Number of messages that nobody understood then, and the rules of now answer.</param>
/// <param name="Rules">What each rule is for.</param>
/// <param name="Mined">The topics.</param>
internal sealed record HeardTopics(
    MessageCorpus Corpus,
    IReadOnlyList<HeardMessage> Dismissed,
    int Answered,
    NearestRules Rules,
    MinedTopics Mined
);

/// <summary>
/// Reads the newest messages and mines them, behind the requests. The result is kept until a message, a rule, or a
/// dismissal comes: then it would be another.
/// </summary>
internal sealed class TopicStore(
    StoredConversations stored,
    RuleReloader rules,
    Dismissals dismissals,
    TimeProvider time
) : IDisposable
{
    private const int Most = 5_000;
    private const int UsualDays = 30;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private (object Key, HeardTopics Topics)? _last;

    /// <summary>The beginning of the usual 30 days; at full hours, so that it is the same for a while.</summary>
    public DateTimeOffset UsualSince
    {
        get
        {
            var since = time.GetUtcNow().AddDays(-UsualDays);
            return new DateTimeOffset(since.UtcTicks - (since.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        }
    }

    public async Task<HeardTopics> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var ruleSet = rules.Current;
            var fallbacks = Outcomes.FallbacksOf(ruleSet);
            var found = await stored.CountAsync(connection => Find(connection, since, fallbacks), cancellationToken);
            var key = (since, ruleSet.Version, dismissals.Changes, found.Stamp);
            if (_last is { } last && last.Key.Equals(key))
            {
                return last.Topics;
            }

            var texts = await stored.TextsAsync([.. found.Missed.Keys, .. found.Answered.Keys], cancellationToken);
            var topics = await Task.Run(
                () => MineAsync(found, texts, ruleSet, fallbacks, cancellationToken),
                cancellationToken
            );
            _last = (key, topics);
            return topics;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<HeardTopics> MineAsync(
        Found found,
        IReadOnlyDictionary<long, IncomingMessage> texts,
        RuleSet ruleSet,
        IReadOnlySet<string> fallbacks,
        CancellationToken cancellationToken
    )
    {
        var missed = new List<HeardMessage>();
        var dismissed = new List<HeardMessage>();
        var answered = 0;
        var rulesOfFiles = ruleSet.WithoutPlugins();
        foreach (var message in Heard(found.Missed, texts))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (dismissals.Has(message.Text))
            {
                dismissed.Add(message);
            }
            else if (await IsAnsweredAsync(rulesOfFiles, texts[message.Id] with { ReceivedAt = message.At }, fallbacks))
            {
                answered++;
            }
            else
            {
                missed.Add(message);
            }
        }

        var corpus = new MessageCorpus(missed, Heard(found.Answered, texts));
        var near = new NearestRules(corpus, NearestRules.PhrasesOf(ruleSet));
        return new HeardTopics(
            corpus,
            [.. dismissed.OrderByDescending(message => message.Id)],
            answered,
            near,
            TopicMiner.Mine(corpus, near)
        );
    }

    /// <summary>Whether the rules of now understand it. Nothing is looked up, nothing is kept.</summary>
    private static async ValueTask<bool> IsAnsweredAsync(
        RuleSet ruleSet,
        IncomingMessage message,
        IReadOnlySet<string> fallbacks
    )
    {
        var known = new EvaluationContext
        {
            LookUp = (_, _, _) => ValueTask.FromResult(LookupOutcome.Failed("is not asked for a topic")),
        };
        var decision = await ruleSet.DecideAsync(message, known, CancellationToken.None);
        return decision.RuleName is { } rule && !fallbacks.Contains(rule);
    }

    private static IEnumerable<HeardMessage> Heard(
        Dictionary<long, (long At, string Person, string? Rule)> found,
        IReadOnlyDictionary<long, IncomingMessage> texts
    )
    {
        foreach (var (id, (at, person, rule)) in found)
        {
            if (
                texts.TryGetValue(id, out var message)
                && message.Kind == MessageKind.Text
                && !string.IsNullOrWhiteSpace(message.Text)
            )
            {
                yield return new HeardMessage(id, new DateTimeOffset(at, TimeSpan.Zero), person, message.Text, rule)
                {
                    Sender = message.Sender,
                    Name = message.Name,
                };
            }
        }
    }

    private static Found Find(SqliteConnection connection, DateTimeOffset since, IReadOnlySet<string> fallbacks)
    {
        var found = new Found([], [], (0, 0));
        using var lines = new Statement(
            connection,
            """
            SELECT line.id, line.at, person.contact, word.text, line.fate FROM line
            JOIN person ON person.id = line.person LEFT JOIN word ON word.id = line.rule
            WHERE line.at >= ?1 AND line.fate IN (0, 2) ORDER BY line.at DESC, line.id DESC
            """
        );
        lines.Bind(1, since.UtcTicks);
        var (newest, count) = (0L, 0L);
        while (lines.Step() && (found.Missed.Count < Most || found.Answered.Count < Most))
        {
            var rule = lines.Text(3);
            var outcome = Outcomes.Word((LineFate)lines.Integer(4), rule, fallbacks);
            var isMissed = !Outcomes.IsUnderstood(outcome);
            var list = isMissed ? found.Missed : found.Answered;
            if (list.Count < Most)
            {
                list[lines.Integer(0)] = (lines.Integer(1), lines.Text(2)!, isMissed ? null : rule);
            }

            newest = Math.Max(newest, lines.Integer(0));
            count++;
        }

        return found with
        {
            Stamp = (newest, count),
        };
    }

    /// <param name="Missed">Messages that nobody understood, by number.</param>
    /// <param name="Answered">Messages that a rule answered.</param>
    /// <param name="Stamp">Another one when a message came or went.</param>
    private sealed record Found(
        Dictionary<long, (long At, string Person, string? Rule)> Missed,
        Dictionary<long, (long At, string Person, string? Rule)> Answered,
        (long Newest, long Count) Stamp
    );
}
