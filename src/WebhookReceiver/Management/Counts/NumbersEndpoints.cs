using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Management.Tables;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management.Counts;

/// <summary><c>/api/numbers</c>: messages and people by hour or day, in the zone of the rules.</summary>
internal static class NumbersEndpoints
{
    public const string Path = "/api/numbers";

    private const int UsualDays = 7;

    private static readonly TimeSpan LongestByHour = TimeSpan.FromDays(93);

    public static void MapNumbers(this IEndpointRouteBuilder group) =>
        group.MapGet(Path, context => context.AskJournalAsync(() => CountAsync(context)));

    private static async Task CountAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var rules = services.GetRequiredService<RuleReloader>().Current;
        var query = new ApiQuery(context.Request.Query, "since", "until", "by", "split");
        var until = query.Instant("until") ?? services.GetRequiredService<TimeProvider>().GetUtcNow();
        var since = query.Instant("since") ?? until.AddDays(-UsualDays);
        var isByHour = query.Word("by", "hour", "day") is "hour";
        var split = query.Word("split", "rule", "channel", "language", "outcome");
        var problem =
            query.Problem
            ?? (since >= until ? "'since' comes before 'until'." : null)
            ?? (isByHour && until - since > LongestByHour ? "By the hour, at most 93 days can be counted." : null);
        if (problem is not null)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        var stored = services.GetRequiredService<StoredConversations>();
        var tally = new MessageTally(rules.Zone, isByHour, split, Outcomes.FallbacksOf(rules));
        var numbers = await stored.CountAsync(
            connection => tally.Count(connection, since, until),
            context.RequestAborted
        );
        await (
            context.WantsCsv()
                ? context.AnswerAsync(TableOf(numbers, rules.Zone), "numbers")
                : context.AnswerAsync(numbers, ApiJson.Default.Numbers)
        );
    }

    /// <summary>The points in the zone of the rules, as the page shows them.</summary>
    private static CsvTable TableOf(Numbers numbers, TimeZoneInfo zone)
    {
        var table = new CsvTable("at", "key", "messages", "people");
        foreach (var point in numbers.Points)
        {
            table.Add(TimeZoneInfo.ConvertTime(point.At, zone), point.Key, point.Count, point.People);
        }

        return table;
    }
}
