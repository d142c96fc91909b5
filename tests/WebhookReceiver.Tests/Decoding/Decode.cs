using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

/// <summary>Helpers for decoding in tests.</summary>
internal static class Decode
{
    public static readonly DateTimeOffset Arrival = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);

    public static Decoded Body(ReadOnlyMemory<byte> body, string? query = null, string? contentType = null) =>
        WebhookDecoder.Decode(body, contentType, query, Arrival);

    public static Decoded Body(string body, string? query = null, string? contentType = null) =>
        Body(Encoding.UTF8.GetBytes(body), query, contentType);

    public static Decoded Bytes(byte[] body) => Body(body);

    public static Decoded.Message Message(string body, string? query = null) =>
        Assert.IsType<Decoded.Message>(Body(body, query));

    /// <summary>The text of a <c>message-in</c>, given as in the JSON string.</summary>
    public static string TextOf(string messageIn) =>
        Message($$"""{"number":"1","unique-id":"1","message-in":"{{messageIn}}"}""").Value.Text;

    public static string TextOf(byte[] messageIn) =>
        Assert
            .IsType<Decoded.Message>(
                Bytes([.. """{"number":"1","unique-id":"1","message-in":"""u8, (byte)'"', .. messageIn, .. "\"}"u8])
            )
            .Value.Text;

    /// <summary>A message with one more member, given as JSON.</summary>
    public static Decoded With(string name, string json) =>
        Body($$"""{"number":"447700900123","unique-id":"1","message-in":"hello","{{name}}":{{json}}}""");

    public static string Quoted(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.Default).ToString();
}
