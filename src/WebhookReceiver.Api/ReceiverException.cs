using System.Net;

namespace WebhookReceiver.Api;

/// <summary>The receiver refused a request.</summary>
public sealed class ReceiverException : Exception
{
    /// <summary>A refusal without words.</summary>
    public ReceiverException()
        : this(HttpStatusCode.Unused, new ErrorAnswer("unknown"), "") { }

    /// <summary>A refusal with a message.</summary>
    public ReceiverException(string message)
        : this(HttpStatusCode.Unused, new ErrorAnswer("unknown", message), "") { }

    /// <summary>A refusal with its cause.</summary>
    public ReceiverException(string message, Exception innerException)
        : base(message, innerException)
    {
        Error = "unknown";
        Body = "";
    }

    internal ReceiverException(HttpStatusCode status, ErrorAnswer answer, string body)
        : base(answer.Message ?? answer.Error)
    {
        Status = status;
        Error = answer.Error;
        Body = body;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>A word for programs, such as <c>not-found</c>.</summary>
    public string Error { get; }

    /// <summary>The whole answer.</summary>
    public string Body { get; }

    /// <summary>The reasons, if a draft could not be made live; otherwise <see langword="null"/>.</summary>
    public PublicationRefused? Refusal =>
        Error is "conflict" or "read-only" or "problems"
            ? System.Text.Json.JsonSerializer.Deserialize(Body, ApiJson.Default.PublicationRefused)
            : null;
}
