using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Counting;

/// <summary>What the first page needs, asked at once.</summary>
public sealed record TodayReport
{
    private const int UseInDays = 30;

    public required Numbers Numbers { get; init; }

    /// <summary>People who wait for a person, the newest first.</summary>
    public required IReadOnlyList<Conversation> Waiting { get; init; }

    public required IReadOnlyList<OutboxMessage> NotArrived { get; init; }

    public required IReadOnlyList<RuleUse> Use { get; init; }

    /// <summary>Whether no message was ever heard.</summary>
    public required bool IsFirstStart { get; init; }

    public long NotUnderstood => Of("fallback") + Of("none");

    public static async Task<TodayReport> ReadAsync(
        ReceiverClient client,
        DateTimeOffset midnight,
        CancellationToken stop
    )
    {
        var numbers = client.NumbersAsync(new NumbersQuery { Since = midnight, By = "hour" }, stop);
        var waiting = client.ConversationsAsync(new ConversationQuery { Waiting = true, Limit = 50 }, stop);
        var any = client.ConversationsAsync(new ConversationQuery { Limit = 1 }, stop);
        var failed = client.OutboxAsync(new OutboxSearch { State = "failed", Limit = 50 }, stop);
        var refused = client.OutboxAsync(new OutboxSearch { State = "refused", Limit = 50 }, stop);
        var use = client.RuleUseAsync(midnight.AddDays(-UseInDays), stop);
        await Task.WhenAll(numbers, waiting, any, failed, refused, use);
        return new TodayReport
        {
            Numbers = await numbers,
            Waiting = (await waiting).Items,
            NotArrived = [.. (await failed).Items, .. (await refused).Items],
            Use = (await use).Items,
            IsFirstStart = (await any).Items.Count == 0,
        };
    }

    private long Of(string outcome) => Numbers.Outcomes.TryGetValue(outcome, out var count) ? count : 0;
}
