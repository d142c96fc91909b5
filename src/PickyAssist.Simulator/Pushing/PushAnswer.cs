using System.Text;
using System.Text.Json.Nodes;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>Answers of the Push API (protocol sheet, section 4.3): the status is a number, ids and credit are strings.</summary>
internal static class PushAnswer
{
    public static byte[] Accepted(string pushId, IReadOnlyList<PushedMessage> messages, string credit)
    {
        var data = new JsonArray();
        foreach (var message in messages)
        {
            data.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["msg_id"] = message.MsgId,
                        ["number"] = message.Number,
                        ["credit"] = credit,
                    }
            );
        }

        return WireJson.Bytes(
            new JsonObject
            {
                ["status"] = PushStatus.Accepted,
                ["push_id"] = pushId,
                ["message"] = PushStatus.Words(PushStatus.Accepted),
                ["data"] = data,
            }
        );
    }

    public static byte[] Refused(int status, string message) =>
        WireJson.Bytes(new JsonObject { ["status"] = status, ["message"] = message });

    public static async Task WriteAsync(this HttpContext context, int http, byte[] body)
    {
        context.Response.StatusCode = http;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The answer that a test ordered, or none.</summary>
    public static async Task MisbehaveAsync(this HttpContext context, Misbehaviour ordered)
    {
        if (ordered.Cut)
        {
            context.Abort();
            return;
        }

        if (ordered.Hang)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted)
                .ContinueWith(
                    static _ => { },
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default
                );
            return;
        }

        context.Response.Headers.RetryAfter = ordered.RetryAfter;
        context.Response.Headers.Location = ordered.Location;
        var body = ordered switch
        {
            { Body: { } text } => Encoding.UTF8.GetBytes(text),
            { Status: { } status } => Refused(status, PushStatus.Words(status)),
            _ => [],
        };
        await context.WriteAsync(ordered.Http ?? StatusCodes.Status200OK, [.. body, .. Blanks(ordered.Padding)]);
    }

    private static byte[] Blanks(int count)
    {
        var blanks = new byte[count];
        blanks.AsSpan().Fill((byte)' ');
        return blanks;
    }
}
