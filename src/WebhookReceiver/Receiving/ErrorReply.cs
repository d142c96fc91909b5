using System.Buffers;
using System.Text.Json;

namespace WebhookReceiver.Receiving;

/// <summary>Answers that are JSON with their length, and nothing an exception said.</summary>
internal static class ErrorReply
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary><c>{"error":"code","trace":"id"}</c>; the id stands in the log beside the reason.</summary>
    public static Task RefuseAsync(this HttpContext context, int status, string error)
    {
        var buffer = new ArrayBufferWriter<byte>(96);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("error"u8, error);
            json.WriteString("trace"u8, context.TraceIdentifier);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        return context.AnswerAsync(buffer.WrittenMemory);
    }

    public static Task AnswerAsync(this HttpContext context, ReadOnlyMemory<byte> json)
    {
        var response = context.Response;
        response.ContentType = Json;
        response.ContentLength = json.Length;
        // A caller who has gone cannot be answered; that is no error of ours.
        return HttpMethods.IsHead(context.Request.Method) || context.RequestAborted.IsCancellationRequested
            ? Task.CompletedTask
            : response.Body.WriteAsync(json, CancellationToken.None).AsTask();
    }
}
