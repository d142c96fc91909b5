using System.Text.Json;
using System.Text.Unicode;

namespace WebhookReceiver.Storage;

/// <summary>A body that could not be decoded.</summary>
/// <param name="Id">Number of its row.</param>
/// <param name="StoredAt">When it came first.</param>
/// <param name="Reason">Why it could not be decoded, in a word.</param>
/// <param name="Body">Its first 64 KB.</param>
internal sealed record QuarantinedBody(long Id, DateTimeOffset StoredAt, string Reason, ReadOnlyMemory<byte> Body)
{
    /// <summary>All but the body.</summary>
    public void WriteHeadTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteHead(json);
        json.WriteEndObject();
    }

    /// <summary>All of it; the body as text, or as Base64 if it is none.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteHead(json);
        if (Utf8.IsValid(Body.Span))
        {
            json.WriteString("body", Body.Span);
        }
        else
        {
            json.WriteBase64String("bodyBase64", Body.Span);
        }

        json.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteString("id", $"q{Id}");
        json.WriteString("received", StoredAt);
        json.WriteString("reason", Reason);
        json.WriteNumber("bytes", Body.Length);
    }
}
