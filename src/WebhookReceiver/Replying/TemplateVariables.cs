using Fluid.Values;

namespace WebhookReceiver.Replying;

/// <summary>The variables of every message. A rule's captures take precedence.</summary>
internal static class TemplateVariables
{
    public const string Texts = "texts";

    public const string Contact = "contact";

    private static readonly string[] Plain = ["text", "name", "number", "channel", "now"];

    private static readonly string[] OfSender = ["number", "name"];

    private static readonly string[] OfMessage =
    [
        "id",
        "text",
        "kind",
        "channel",
        "project",
        "button",
        "choice",
        "media",
        "quoted",
        "group",
        "member",
    ];

    private static readonly string[] Open = [Contact, "vars"];

    private static readonly string[] AlwaysThere = ["text", "kind", "channel", "project", "number"];

    public static IEnumerable<string> Roots => [.. Plain, "sender", "message", .. Open, Texts];

    public static bool IsPlain(string root) => Plain.Contains(root, StringComparer.Ordinal);

    /// <summary>True for contact and vars: their parts depend on the message.</summary>
    public static bool IsOpen(string root) => Open.Contains(root, StringComparer.Ordinal);

    /// <summary>The parts of sender and message; null for anything else.</summary>
    public static IReadOnlyList<string>? PartsOf(string root) =>
        root switch
        {
            "sender" => OfSender,
            "message" => OfMessage,
            _ => null,
        };

    /// <summary>True if a message may come without it.</summary>
    public static bool MayBeMissing(string root, string? part) =>
        IsOpen(root)
        || (
            part is null
                ? string.Equals(root, "name", StringComparison.Ordinal)
                : PartsOf(root) is not null && !AlwaysThere.Contains(part, StringComparer.Ordinal)
        );

    /// <summary>The value of one root; null if unknown.</summary>
    public static FluidValue? ValueOf(string root, IncomingMessage message) =>
        root switch
        {
            "text" => Value(message.Text),
            "name" => Value(message.Name),
            "number" => Value(message.Sender),
            "channel" => Value(message.Channel),
            "now" => new DateTimeValue(message.ReceivedAt),
            "sender" => Parts(("number", message.Sender), ("name", message.Name)),
            "message" => Parts(
                ("id", message.Id),
                ("text", message.Text),
                ("kind", KindOf(message)),
                ("channel", message.Channel),
                ("project", message.Project),
                ("button", message.ButtonPayload),
                ("choice", message.ListChoice?.Id),
                ("media", message.MediaUrl),
                ("quoted", message.QuotedMessageId),
                ("group", message.Group?.Name),
                ("member", message.Group?.Member)
            ),
            Contact => Copy(message.Contact),
            "vars" => Copy(message.Variables),
            _ => null,
        };

    public static FluidValue Value(string? text) => text is null ? NilValue.Instance : new StringValue(text);

    public static FluidValue Value(Dictionary<string, FluidValue> parts) =>
        new DictionaryValue(new FluidValueDictionaryFluidIndexable(parts));

    /// <summary>A value of several parts, each an optional text.</summary>
    public static FluidValue Parts(params ReadOnlySpan<(string Name, string? Text)> parts)
    {
        var values = new Dictionary<string, FluidValue>(parts.Length, StringComparer.Ordinal);
        foreach (var (name, text) in parts)
        {
            values[name] = Value(text);
        }

        return Value(values);
    }

    private static FluidValue Copy(IReadOnlyDictionary<string, string> texts)
    {
        var values = new Dictionary<string, FluidValue>(texts.Count, StringComparer.Ordinal);
        foreach (var (name, text) in texts)
        {
            values[name] = Value(text);
        }

        return Value(values);
    }

    /// <summary>The kind as rule files spell it in <c>type</c>.</summary>
    private static string KindOf(IncomingMessage message) =>
        message.Kind switch
        {
            MessageKind.Text => "text",
            MessageKind.Image => "image",
            MessageKind.Video => "video",
            MessageKind.Audio => "audio",
            MessageKind.Location => "location",
            MessageKind.Document => "document",
            MessageKind.Contact => "contact",
            MessageKind.Button => "button",
            MessageKind.List => "list",
            _ => "other",
        };
}
