using System.Globalization;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Management.Counts;

/// <summary><c>/api/feed</c>: server-sent events with ids and counts only, no texts and no numbers.</summary>
internal static class FeedEndpoints
{
    public const string Path = "/api/feed";

    private const int MostStreams = 32;

    private static int _streams;

    public static void MapFeed(this IEndpointRouteBuilder group) => group.MapGet(Path, FollowAsync);

    private static async Task FollowAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, "once");
        var isOnce = query.Flag("once") is true;
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        if (Interlocked.Increment(ref _streams) > MostStreams)
        {
            Interlocked.Decrement(ref _streams);
            await context.RefuseAsync(
                StatusCodes.Status503ServiceUnavailable,
                "streams",
                "Too many programs follow already; end one, or ask from time to time."
            );
            return;
        }

        try
        {
            await StreamAsync(context, isOnce);
        }
        catch (OperationCanceledException)
        {
            // The caller went away, or the server stops.
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private static async Task StreamAsync(HttpContext context, bool isOnce)
    {
        var services = context.RequestServices;
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        var follower = ActivatorUtilities.CreateInstance<FeedFollower>(services);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), services.GetRequiredService<TimeProvider>());
        context.Response.ContentType = "text/event-stream";
        do
        {
            foreach (var happened in await follower.LookAsync(ended.Token))
            {
                var json = JsonSerializer.Serialize(happened, ApiJson.Default.FeedEvent);
                await context.Response.Body.WriteAsync(
                    Encoding.UTF8.GetBytes($"event: {happened.Type}\ndata: {json}\n\n"),
                    ended.Token
                );
            }

            await context.Response.Body.FlushAsync(ended.Token);
        } while (!isOnce && await tick.WaitForNextTickAsync(ended.Token));
    }
}

/// <summary>What one follower knows already, and what is new since.</summary>
internal sealed class FeedFollower(StoredConversations stored, RuleReloader rules, TimeProvider time)
{
    private const int MostMessages = 50;
    private const int LooksBetweenCounts = 15;

    private long _last = -1;
    private string _rules = "";
    private (long Waiting, long Open) _counts = (-1, -1);
    private int _looks;

    public async Task<IReadOnlyList<FeedEvent>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookOnceAsync(cancellationToken);
        }
        catch (JournalUnavailableException)
        {
            return []; // the next look tells it
        }
    }

    private async Task<IReadOnlyList<FeedEvent>> LookOnceAsync(CancellationToken cancellationToken)
    {
        var happened = new List<FeedEvent>();
        var isFirst = _last < 0;
        var fallbacks = Outcomes.FallbacksOf(rules.Current);
        var news = await stored.CountAsync(connection => NewsAfter(connection, _last, fallbacks), cancellationToken);
        _last = news.Last;
        if (!isFirst)
        {
            happened.AddRange(news.Messages);
        }

        var status = rules.Status;
        var version = $"{status.Version} {status.WaitingVersion}";
        if (version != _rules)
        {
            _rules = version;
            happened.Add(
                new FeedEvent
                {
                    Type = "rules",
                    Id = status.Version,
                    WaitingRules = status.WaitingVersion,
                }
            );
        }

        if (_looks++ % LooksBetweenCounts == 0 || news.Messages.Count > 0)
        {
            var waiting = await stored.ContactsWithAsync(SystemVariables.Handover, time.GetUtcNow());
            var counts = (waiting.Count, await stored.OpenToSendAsync());
            if (counts != _counts)
            {
                _counts = counts;
                happened.Add(
                    new FeedEvent
                    {
                        Type = "counts",
                        Id = _last.ToString(CultureInfo.InvariantCulture),
                        Waiting = counts.Count,
                        Open = counts.Item2,
                    }
                );
            }
        }

        return happened;
    }

    /// <summary>The newest messages; a flood is told by its newest ones.</summary>
    private static (long Last, List<FeedEvent> Messages) NewsAfter(
        Microsoft.Data.Sqlite.SqliteConnection connection,
        long last,
        IReadOnlySet<string> fallbacks
    )
    {
        var messages = new List<FeedEvent>();
        using var lines = new Statement(
            connection,
            """
            SELECT line.id, person.contact, word.text, line.fate FROM line
            JOIN person ON person.id = line.person LEFT JOIN word ON word.id = line.rule
            WHERE line.id > ?1 ORDER BY line.id DESC LIMIT ?2
            """
        );
        lines.Bind(1, last);
        lines.Bind(2, MostMessages);
        while (lines.Step())
        {
            var outcome = Outcomes.Word((LineFate)lines.Integer(3), lines.Text(2), fallbacks);
            messages.Add(
                new FeedEvent
                {
                    Type = "message",
                    Id = lines.Integer(0).ToString(CultureInfo.InvariantCulture),
                    Contact = ContactName.Of(lines.Text(1)!),
                    Understood = Outcomes.IsUnderstood(outcome),
                }
            );
        }

        messages.Reverse();
        var newest = messages is [.., { Id: { } id }]
            ? long.Parse(id, CultureInfo.InvariantCulture)
            : Math.Max(last, 0);
        return (newest, messages);
    }
}
