namespace WebhookReceiver.Decoding;

/// <summary>What a request body turned out to be: exactly one of the nested records.</summary>
internal abstract record Decoded
{
    private Decoded() { }

    /// <summary>A message, valid in meaning, with the key that recognises every delivery of it.</summary>
    internal sealed record Message(IncomingMessage Value, MessageKey Key, DecodingNotes Notes) : Decoded;

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

/// <summary>What was unusual about a message that could be read all the same.</summary>
[Flags]
internal enum DecodingNotes
{
    None = 0,

    /// <summary>The text is the raw twin, because <c>message-in</c> was missing, empty or cut.</summary>
    TextFromRawTwin = 1,

    /// <summary>Broken escapes or invalid UTF-8 in the text; U+FFFD stands where nothing could be read.</summary>
    TextRepaired = 2,

    /// <summary>A member that should be text was an object, an array, true or false; it counts as missing.</summary>
    WrongType = 4,

    /// <summary>The body was a form, not JSON.</summary>
    Form = 8,

    /// <summary>The body was empty and the fields stood in the query.</summary>
    QueryStyle = 16,

    /// <summary>A byte order mark was removed or UTF-16 turned into UTF-8.</summary>
    Transcoded = 32,

    /// <summary>An id or sender of more than 256 characters was replaced by its hash.</summary>
    LongIdHashed = 64,

    /// <summary>The body has members this version does not know, or variables of the URL.</summary>
    HasVariables = 128,
}
