using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>Delivers a customer's message to the peer, with retries, and puts the answer into the chat.</summary>
internal sealed class Courier(
    IOptions<CallingOptions> options,
    IOptions<PlatformOptions> platform,
    PeerClient peer,
    CallLog log,
    Chats chats,
    ReplySender replies,
    SubscriberAlert alert,
    RunningNumbers numbers,
    PlatformClock clock,
    Agenda agenda
)
{
    private static readonly TimeSpan[] Schedule =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
    ];

    private readonly CallingOptions _options = options.Value;

    /// <returns>The message after its first delivery.</returns>
    public async Task<WebhookCall> SendAsync(CustomerMessage message, CancellationToken cancellationToken)
    {
        var id = numbers.Next();
        var body = WebhookBody.Write(message, id, platform.Value.ProjectId, _options);
        if (chats.Add(message, id) && message.Group is null)
            alert.Tell(message);

        var call = log.Add(
            new WebhookCall
            {
                Id = id,
                Chat = message.Key,
                Body = Encoding.UTF8.GetString(WireJson.Bytes(body)),
                State = CallState.Unsent,
            }
        );
        if (_options.MessageUrl is { } url)
            return await DeliverAsync(url, call, body, cancellationToken);

        Tell(call, "No webhook is set: start the simulator with --webhook and the receiver's URL.");
        log.Update(call);
        return call;
    }

    private async Task<WebhookCall> DeliverAsync(
        Uri url,
        WebhookCall call,
        JsonObject body,
        CancellationToken cancellationToken
    )
    {
        var attempt = await peer.DeliverAsync(url, body, cancellationToken);
        var tried = call with { Attempts = [.. call.Attempts, attempt], NextAttempt = null };
        var after = attempt.Error is null ? Take(tried, attempt.Answer!) : Fail(url, tried, attempt.Error, body);
        log.Update(after);
        return after;
    }

    private WebhookCall Take(WebhookCall call, string answer)
    {
        if (call.Attempts.Count > 1 && !_options.ReplyToRetry)
            return call with { State = CallState.Silent };

        switch (InstantReply.Read(answer, clock.GetUtcNow()))
        {
            case InstantReply.Message message:
                replies.Send(call.Chat, message);
                return call with { State = CallState.Answered };
            case InstantReply.Unreadable unreadable:
                Tell(call, $"{unreadable.Error}{Excerpt(answer)}");
                return call with { State = CallState.Unreadable };
            default:
                return call with { State = CallState.Silent };
        }
    }

    private WebhookCall Fail(Uri url, WebhookCall call, string error, JsonObject body)
    {
        var waits = _options.RetryAfter.Count > 0 ? _options.RetryAfter : Schedule;
        var failed = call.Attempts.Count;
        if (!_options.Retry || failed > waits.Count)
        {
            Tell(call, $"The webhook failed: {error}. The message is dropped.");
            return call with { State = CallState.Dropped };
        }

        var wait = waits[failed - 1];
        var waiting = call with { State = CallState.Waiting, NextAttempt = clock.GetUtcNow() + wait };
        agenda.After(wait, token => DeliverAsync(url, waiting, ForRetry(body), token));
        Tell(call, $"The webhook failed: {error}. It is sent again in {Words(wait)}.");
        return waiting;
    }

    private JsonObject ForRetry(JsonObject body)
    {
        if (_options.RetrySameId)
            return body;

        var renewed = body.DeepClone().AsObject();
        renewed["unique-id"] = numbers.Next();
        return renewed;
    }

    private void Tell(WebhookCall call, string text) =>
        chats.Add(
            call.Chat,
            new ChatLine
            {
                Speaker = Speaker.Platform,
                At = clock.GetUtcNow(),
                Text = text,
            }
        );

    private static string Excerpt(string answer) =>
        answer.Length == 0 ? " It is empty." : $" It begins with: {MessageIn.Cut(answer, 60)}";

    private static string Words(TimeSpan wait) =>
        wait.TotalHours >= 1 ? $"{wait.TotalHours:0.#} h"
        : wait.TotalMinutes >= 1 ? $"{wait.TotalMinutes:0.#} min"
        : $"{wait.TotalSeconds:0.#} s";
}
