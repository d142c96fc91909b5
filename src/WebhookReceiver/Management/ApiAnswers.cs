using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WebhookReceiver.Api;
using WebhookReceiver.Receiving;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management;

/// <summary>Writes the records of the API as answers.</summary>
internal static class ApiAnswers
{
    public static Task AnswerAsync<T>(
        this HttpContext context,
        T value,
        JsonTypeInfo<T> type,
        int status = StatusCodes.Status200OK
    )
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, StoredMessage.Relaxed))
        {
            JsonSerializer.Serialize(json, value, type);
        }

        context.Response.StatusCode = status;
        return context.AnswerAsync(buffer.WrittenMemory);
    }

    /// <summary>A refusal with a sentence for a person.</summary>
    public static Task RefuseAsync(this HttpContext context, int status, string error, string message) =>
        context.AnswerAsync(new ErrorAnswer(error, message), ApiJson.Default.ErrorAnswer, status);

    public static Task RefuseUnknownAsync(this HttpContext context, string message) =>
        context.RefuseAsync(StatusCodes.Status404NotFound, "not-found", message);

    /// <summary>The journal's store fails at present.</summary>
    public static Task RefuseForNowAsync(this HttpContext context)
    {
        context.Response.Headers.RetryAfter = "30";
        return context.RefuseAsync(
            StatusCodes.Status503ServiceUnavailable,
            "journal",
            "The journal cannot be read or written now; try again."
        );
    }
}
