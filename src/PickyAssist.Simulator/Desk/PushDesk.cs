using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Platform;
using PickyAssist.Simulator.Pushing;

namespace PickyAssist.Simulator.Desk;

internal sealed record TokenOrder(ApiVersion Version = ApiVersion.V4, string? BoundTo = null);

internal sealed record NewToken(string Token);

internal sealed record BalanceOrder(decimal Balance);

/// <summary>The state of the account.</summary>
internal sealed record Standing(string Balance, int BusiestMinute, IReadOnlyList<DateTimeOffset> Notices);

/// <summary>The desk's endpoints for the Push API: received pushes, ordered failures, tokens, the account.</summary>
internal static class PushDesk
{
    public static void MapPushDesk(this IEndpointRouteBuilder desk)
    {
        desk.MapGet("/pushes", PushesAsync);
        desk.MapGet("/events", EventsAsync);
        desk.MapPost("/events", SendEventAsync);
        desk.MapGet("/failures", (Misbehaviours ordered) => TypedResults.Ok(ordered.All));
        desk.MapPost("/failures", Order);
        desk.MapDelete("/failures", Clear);
        desk.MapGet("/tokens", (Tokens tokens) => TypedResults.Ok(tokens.All));
        desk.MapPost("/tokens", CreateToken);
        desk.MapGet("/account", Account);
        desk.MapPut("/account", SetBalance);
    }

    /// <summary>Received pushes; with <c>atLeast</c>, once there are that many.</summary>
    private static async Task<Ok<IReadOnlyList<ReceivedPush>>> PushesAsync(
        PushLog log,
        Changes changes,
        CancellationToken cancellationToken,
        int atLeast = 0
    )
    {
        await changes.UntilAsync(() => log.Count >= atLeast, cancellationToken);
        return TypedResults.Ok(log.All);
    }

    private static async Task<Ok<IReadOnlyList<SentEvent>>> EventsAsync(
        EventCaller events,
        Changes changes,
        CancellationToken cancellationToken,
        int atLeast = 0
    )
    {
        await changes.UntilAsync(() => events.Sent.Count >= atLeast, cancellationToken);
        return TypedResults.Ok(events.Sent);
    }

    /// <summary>Sends an event without a cause here, such as a change in a group or a filter report.</summary>
    private static async Task<Results<NoContent, BadRequest<string>>> SendEventAsync(
        EventCaller events,
        JsonObject happened,
        IHostApplicationLifetime host
    )
    {
        if (happened["event_id"] is null)
            return TypedResults.BadRequest(
                "event_id is missing. Write 2 for a filter report, 3 for a change in a group."
            );

        happened.TryAdd("project_id", events.ProjectId);
        await events.SendAsync(happened, host.ApplicationStopping);
        return TypedResults.NoContent();
    }

    private static NoContent Order(Misbehaviours ordered, Misbehaviour misbehaviour)
    {
        ordered.Order(misbehaviour);
        return TypedResults.NoContent();
    }

    private static NoContent Clear(Misbehaviours ordered)
    {
        ordered.Clear();
        return TypedResults.NoContent();
    }

    private static Results<Ok<NewToken>, BadRequest<string>> CreateToken(Tokens tokens, TokenOrder order)
    {
        if (order.BoundTo is null)
            return TypedResults.Ok(new NewToken(tokens.Create(order.Version, null)));

        return IPAddress.TryParse(order.BoundTo, out var address)
            ? TypedResults.Ok(new NewToken(tokens.Create(order.Version, address)))
            : TypedResults.BadRequest($"boundTo must be an address like 203.0.113.7, not '{order.BoundTo}'.");
    }

    private static Ok<Standing> Account(Account account, PushLog log, RequestLimit limit) =>
        TypedResults.Ok(new Standing(account.Balance, log.BusiestMinute(), limit.Notices));

    private static NoContent SetBalance(Account account, BalanceOrder order)
    {
        account.Set(order.Balance);
        return TypedResults.NoContent();
    }
}
