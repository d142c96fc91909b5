using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>One message or event of the rig, with its first answer.</summary>
internal sealed class SentMessage(
    int number,
    string id,
    byte[] body,
    SentKind kind = SentKind.Plain,
    string contact = "",
    string? expected = null
)
{
    private readonly Lock _lock = new();
    private byte[]? _reply;

    public int Number => number;

    public string Id => id;

    public byte[] Body => body;

    public SentKind Kind => kind;

    /// <summary>The sender; empty where nothing depends on it.</summary>
    public string Contact => contact;

    /// <summary>The only right text of its reply; null where the ledger works it out from all messages.</summary>
    public string? Expected => expected;

    /// <summary>The text of the first reply; null for silence, or before it.</summary>
    public string? ReplyText
    {
        get
        {
            using var reply = JsonDocument.Parse(Reply ?? "{}"u8.ToArray());
            return reply.RootElement.TryGetProperty("message-out", out var text) ? text.GetString() : null;
        }
    }

    /// <summary>The bytes of the first 200; null before that.</summary>
    public byte[]? Reply
    {
        get
        {
            lock (_lock)
            {
                return _reply;
            }
        }
    }

    /// <summary>Notes the bytes of a 200.</summary>
    /// <returns>False if an earlier delivery got other bytes.</returns>
    public bool Answered(byte[] reply)
    {
        lock (_lock)
        {
            _reply ??= reply;
            return _reply.AsSpan().SequenceEqual(reply);
        }
    }

    /// <summary>
    /// A message of the seed's sequence. Most answers contain the instant of the decision, so that a second decision
    /// shows.
    /// </summary>
    public static SentMessage Make(int seed, int number, Random random, string more = "")
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{seed}-{number}");
        if (random.Next(8) == 0)
        {
            return new SentMessage(number, id, EventOf(id, 447700900000 + random.Next(200)));
        }

        var text = random.Next(10) switch
        {
            < 6 => $"what+time+is+it+{number}",
            < 8 => "opening+hours%3F",
            _ => $"nobody+knows+{number}",
        };
        var contact = 447700900000 + random.Next(200);
        return new SentMessage(number, id, BodyOf(id, $"{contact}", text + more));
    }

    /// <summary>A message whose right reply depends on what its contact wrote before.</summary>
    public static SentMessage Make(
        int seed,
        int number,
        SentKind kind,
        string contact,
        string text,
        string? expected = null
    )
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{seed}-{number}");
        return new SentMessage(number, id, BodyOf(id, contact, text), kind, contact, expected);
    }

    // Channel 10 needs no session for what is sent later.
    private static byte[] BodyOf(string id, string contact, string text) =>
        Encoding.UTF8.GetBytes(
            $$"""{"number":"{{contact}}","message-in":"{{text}}","type":1,"application":"10","unique-id":"{{id}}","project-id":"10777","direction":0,"name":"Ann"}"""
        );

    /// <summary>A delivery report; its reference is its id here.</summary>
    private static byte[] EventOf(string reference, long contact) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"project_id":"10777","event_id":1,"data":[{"number":"{{contact}}","msg_id":"1","status":"1","reference_number":"{{reference}}"}]}"""
            )
        );
}
