namespace WebhookReceiver.Replying;

/// <summary>The instant reply in the platform's JSON (protocol sheet, sections 2.2 and 2.3).</summary>
internal static class InstantReply
{
    /// <summary>"Do not reply".</summary>
    public static ReadOnlyMemory<byte> Silence { get; } = "{}"u8.ToArray();

    /// <summary>The bytes to answer with; always a valid JSON object.</summary>
    public static byte[] ToJson(Reply reply) => throw new NotSupportedException();
}
