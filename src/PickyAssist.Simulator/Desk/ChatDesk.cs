using Microsoft.AspNetCore.Http.HttpResults;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Desk;

/// <summary>The desk's endpoints for customers: send messages, read chats.</summary>
internal static class ChatDesk
{
    public static void MapChatDesk(this IEndpointRouteBuilder desk)
    {
        desk.MapPost("/messages", SendAsync);
        desk.MapPost("/test", (TestButton button, CancellationToken token) => button.PressAsync(token));
        desk.MapGet("/channels", () => TypedResults.Ok(Channel.Known));
        desk.MapGet("/chats", (Chats chats) => TypedResults.Ok(chats.All));
        desk.MapGet("/chats/{channel}/{customer}", ChatAsync);
        desk.MapGet("/calls", CallsAsync);
    }

    /// <summary>Sends a message; responds after the first delivery.</summary>
    private static async Task<Ok<WebhookCall>> SendAsync(
        Courier courier,
        CustomerMessage message,
        IHostApplicationLifetime host
    ) =>
        // A customer who closes the page has sent the message all the same.
        TypedResults.Ok(await courier.SendAsync(message, host.ApplicationStopping));

    /// <summary>
    /// One chat; with <c>atLeast</c>, once it has that many lines; with <c>status</c>, once its last line has that
    /// state.
    /// </summary>
    private static async Task<Results<Ok<Chat>, NotFound>> ChatAsync(
        Chats chats,
        Changes changes,
        string channel,
        string customer,
        CancellationToken cancellationToken,
        int atLeast = 0,
        string? status = null
    )
    {
        var key = new ChatKey(channel, customer);
        await changes.UntilAsync(IsThere, cancellationToken);
        return chats.Find(key) is { } chat ? TypedResults.Ok(chat) : TypedResults.NotFound();

        bool IsThere()
        {
            var lines = chats.Find(key)?.Lines ?? [];
            return lines.Count >= atLeast && (status is null || (lines.Count > 0 && lines[^1].Status == status));
        }
    }

    /// <summary>All messages sent to the peer; with <c>attempts</c>, once there are that many deliveries.</summary>
    private static async Task<Ok<IReadOnlyList<WebhookCall>>> CallsAsync(
        CallLog log,
        Changes changes,
        CancellationToken cancellationToken,
        int attempts = 0
    )
    {
        await changes.UntilAsync(() => log.Attempts >= attempts, cancellationToken);
        return TypedResults.Ok(log.All);
    }
}
