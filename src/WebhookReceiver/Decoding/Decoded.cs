namespace WebhookReceiver.Decoding;

/// <summary>What a request body turned out to be: exactly one of the nested records.</summary>
internal abstract record Decoded
{
    private Decoded() { }

    /// <summary>A message, valid in meaning, with the key that recognises every delivery of it.</summary>
    internal sealed record Message(IncomingMessage Value, MessageKey Key) : Decoded;

    /// <summary>A report of the event webhook; it may arrive on either URL (protocol sheet, section 3).</summary>
    internal sealed record Event(DeliveryEvent Value) : Decoded;

    /// <summary>No body and no message in the query, as the platform's test button may send it.</summary>
    internal sealed record Empty : Decoded
    {
        public static Empty Instance { get; } = new();
    }

    /// <summary>Not a message. The detail helps a person and never quotes what was sent.</summary>
    internal sealed record Rejected(RejectionCode Code, string Detail) : Decoded;
}

/// <summary>Why a body is no message.</summary>
internal enum RejectionCode
{
    /// <summary>Neither well-formed JSON nor a form.</summary>
    Json = 0,

    /// <summary>Well-formed JSON, but not an object.</summary>
    Shape = 1,

    /// <summary>Nested deeper than 64 levels.</summary>
    Depth = 2,

    /// <summary>The same member twice: which one counts would be a guess, and the id must not be smuggled in.</summary>
    DuplicateKey = 3,

    /// <summary>More members than any message has.</summary>
    Members = 4,

    /// <summary>An object, but its meaning is not a message: no sender, nothing to recognise it by.</summary>
    Message = 5,
}

internal static class RejectionCodes
{
    /// <summary>The code as logs, metrics and error answers spell it.</summary>
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
