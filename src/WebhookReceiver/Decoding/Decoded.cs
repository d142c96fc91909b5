namespace WebhookReceiver.Decoding;

/// <summary>The result of decoding a request body: exactly one of the nested records.</summary>
internal abstract record Decoded
{
    private Decoded() { }

    /// <summary>A valid message, with the key that identifies all its deliveries.</summary>
    internal sealed record Message(IncomingMessage Value, MessageKey Key) : Decoded;

    /// <summary>A report of the event webhook; it can arrive on either URL (protocol sheet, section 3).</summary>
    internal sealed record Event(DeliveryEvent Value) : Decoded;

    /// <summary>No body and no message in the query; the platform's test button may send this.</summary>
    internal sealed record Empty : Decoded
    {
        public static Empty Instance { get; } = new();
    }

    /// <summary>Not a message. The detail helps an operator and never quotes the body.</summary>
    internal sealed record Rejected(RejectionCode Code, string Detail) : Decoded;
}

/// <summary>The reason why a body is no message.</summary>
internal enum RejectionCode
{
    /// <summary>Neither well-formed JSON nor a form.</summary>
    Json = 0,

    /// <summary>Well-formed JSON, but not an object.</summary>
    Shape = 1,

    /// <summary>Nested deeper than 64 levels.</summary>
    Depth = 2,

    /// <summary>
    /// The same member twice. The program would have to guess which one counts, and a caller could smuggle in an id.
    /// </summary>
    DuplicateKey = 3,

    /// <summary>More members than any message has.</summary>
    Members = 4,

    /// <summary>An object without the meaning of a message: no sender, or nothing that identifies it.</summary>
    Message = 5,
}

internal static class RejectionCodes
{
    /// <summary>The code as it appears in logs, metrics and error answers.</summary>
    public static string Word(this RejectionCode code) =>
        code switch
        {
            RejectionCode.Json => "json",
            RejectionCode.Shape => "shape",
            RejectionCode.Depth => "depth",
            RejectionCode.DuplicateKey => "duplicate-key",
            RejectionCode.Members => "members",
            _ => "message",
        };
}
