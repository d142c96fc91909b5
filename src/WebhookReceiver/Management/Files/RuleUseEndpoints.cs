using Microsoft.Data.Sqlite;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Management.Files;

/// <summary><c>/api/rules/use</c>: how often each rule answered.</summary>
internal static class RuleUseEndpoints
{
    public const string Path = "/api/rules/use";

    public static void MapRuleUse(this IEndpointRouteBuilder group) =>
        group.MapGet(Path, context => context.AskJournalAsync(() => ListAsync(context)));

    private static async Task ListAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, "since");
        var since = query.Instant("since") ?? DateTimeOffset.MinValue;
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        var stored = context.RequestServices.GetRequiredService<StoredConversations>();
        var used = await stored.CountAsync(connection => Count(connection, since), context.RequestAborted);
        var live = context.RequestServices.GetRequiredService<RuleReloader>().Current.Rules;
        var names = live.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        await context.AnswerAsync(
            new Page<RuleUse>([
                .. live.Select(rule => UseOf(rule.Name, rule as FileRule, isLive: true, used)),
                .. used
                    .Keys.Where(name => !names.Contains(name))
                    .Order(StringComparer.Ordinal)
                    .Select(name => UseOf(name, rule: null, isLive: false, used)),
            ]),
            ApiJson.Default.PageRuleUse
        );
    }

    private static RuleUse UseOf(
        string name,
        FileRule? rule,
        bool isLive,
        Dictionary<string, (long Count, long Last)> used
    ) =>
        new()
        {
            Rule = name,
            Path = rule?.Place.Path,
            Line = rule?.Place.Line ?? 0,
            Count = used.GetValueOrDefault(name).Count,
            Last = used.TryGetValue(name, out var use) ? new DateTimeOffset(use.Last, TimeSpan.Zero) : null,
            Shadow = rule?.IsShadow ?? false,
            Live = isLive,
        };

    private static Dictionary<string, (long Count, long Last)> Count(SqliteConnection connection, DateTimeOffset since)
    {
        var used = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        using var rows = new Statement(
            connection,
            "SELECT word.text, count(*), max(line.at) FROM line JOIN word ON word.id = line.rule WHERE line.at >= ?1 GROUP BY line.rule"
        );
        rows.Bind(1, since.UtcTicks);
        while (rows.Step())
        {
            used[rows.Text(0)!] = (rows.Integer(1), rows.Integer(2));
        }

        return used;
    }
}
