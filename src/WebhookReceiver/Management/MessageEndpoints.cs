using System.Buffers;
using System.Text.Json;
using WebhookReceiver.Receiving;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Management;

/// <summary><c>/api/messages</c>: other programs order messages and read their state.</summary>
internal static class MessageEndpoints
{
    public const string Path = "/api/messages";

    public const string StatePath = Path + "/{reference}";

    private const int LargestBody = 1 << 18;

    public static void MapMessages(this IEndpointRouteBuilder group)
    {
        group.MapPost(Path, OrderAsync);
        group.MapGet(StatePath, ShowAsync);
    }

    private static async Task OrderAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, LargestBody);
        if (body.Fault != BodyFault.None)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "bad-body");
            return;
        }

        var (message, problem) = OrderBody.Read(body.Bytes);
        if (message is null)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, json => Problem(json, problem!));
            return;
        }

        context.AuditContact(message.To);
        try
        {
            var sender = context.RequestServices.GetRequiredService<IMessageSender>();
            var receipt = await sender.SendAsync(message, context.RequestAborted);
            await (
                receipt.IsTaken
                    ? AnswerAsync(context, StatusCodes.Status202Accepted, json => Receipt(json, receipt))
                    : AnswerAsync(
                        context,
                        receipt.IsConflict ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity,
                        json => Problem(json, receipt.Problem!)
                    )
            );
        }
        catch (JournalUnavailableException)
        {
            context.Response.Headers.RetryAfter = "30";
            await context.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "journal");
        }
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var outbox = context.RequestServices.GetRequiredService<IJournal>().Outbox;
        var reference = (string)context.Request.RouteValues["reference"]!;
        if (await outbox.FindAsync(reference) is not { } entry)
        {
            await context.RefuseAsync(StatusCodes.Status404NotFound, "not-found");
            return;
        }

        await AnswerAsync(context, StatusCodes.Status200OK, json => Write(json, entry));
    }

    private static void Write(Utf8JsonWriter json, OutboxEntry entry)
    {
        json.WriteString("reference"u8, entry.Reference);
        json.WriteString("state"u8, entry.State.Word());
        json.WriteString("detail"u8, entry.Detail);
        json.WriteString("due"u8, entry.DueAt);
        json.WriteString("changed"u8, entry.ChangedAt);
        json.WriteNumber("attempts"u8, entry.Attempts);
        json.WriteString("pushId"u8, entry.PushId);
        json.WriteString("messageId"u8, entry.MessageId);
    }

    private static void Receipt(Utf8JsonWriter json, SendReceipt receipt)
    {
        json.WriteString("reference"u8, receipt.Reference);
        if (receipt.IsRepeated)
        {
            json.WriteBoolean("orderedBefore"u8, value: true);
        }
    }

    private static void Problem(Utf8JsonWriter json, string problem)
    {
        json.WriteString("error"u8, "message"u8);
        json.WriteString("problem"u8, problem);
    }

    private static Task AnswerAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        return context.AnswerAsync(buffer.WrittenMemory);
    }
}
