using System.Buffers;
using System.Text.Json;

namespace WebhookReceiver.Receiving;

/// <summary>Writes JSON answers with their length, and never an exception's text.</summary>
internal static class HttpResponseExtensions
{
    private const string Json = "application/json; charset=utf-8";

    private static readonly ReadOnlyMemory<byte> Silence = "{}"u8.ToArray();

    /// <summary>
    /// Answers <c>{"error":"code","trace":"id"}</c>; the log has the same id beside the reason, unless refusals are
    /// summed up.
    /// </summary>
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

    /// <summary>Answers an empty object, which the platform takes as silence.</summary>
    public static Task AnswerSilenceAsync(this HttpContext context) => context.AnswerAsync(Silence);

    public static Task AnswerAsync(this HttpContext context, ReadOnlyMemory<byte> json)
    {
        var response = context.Response;
        response.ContentType = Json;
        response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            // The server sends it when the request ends. A caller who disconnected gets no answer, which is no error
            // of ours.
            response.BodyWriter.Write(json.Span);
        }

        return Task.CompletedTask;
    }
}
