using System.Text.Json;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>A hypothetical message, to explain its answer.</summary>
internal sealed record ExplainRequest(string Text)
{
    /// <summary>The contact's earlier messages.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Name or id of the channel; <see langword="null"/> for official WhatsApp.</summary>
    public string? Channel { get; init; }

    /// <summary>Number of the contact; <see langword="null"/> for an invented one.</summary>
    public string? From { get; init; }

    /// <summary>Time of its arrival; <see langword="null"/> for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The rule to explain why it does not answer; <see langword="null"/> for none.</summary>
    public string? Rule { get; init; }

    /// <summary>
    /// Reads <c>{"text":…,"channel":…,"from":…,"at":…,"rule":…}</c>; null with an error if it is invalid.
    /// </summary>
    public static ExplainRequest? Read(ReadOnlyMemory<byte> json, out string? error)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            error = FaultOf(root);
            return error is not null
                ? null
                : new ExplainRequest(TextOf(root, "text")!)
                {
                    Before = TextsOf(root, "before"),
                    Channel = TextOf(root, "channel"),
                    From = TextOf(root, "from"),
                    At =
                        root.TryGetProperty("at", out var at) && at.ValueKind != JsonValueKind.Null
                            ? at.GetDateTimeOffset()
                            : null,
                    Rule = TextOf(root, "rule"),
                };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            error = Example;
            return null;
        }
    }

    /// <summary>The message; null with an error for an unknown channel.</summary>
    public IncomingMessage? ToMessage(TimeProvider time, out string? error)
    {
        var channel = Channel is null ? Conversation.Channel : ChannelNames.Find(Channel).FirstOrDefault();
        error = channel is null
            ? $"There is no channel '{Channel}'. Write one of {string.Join(", ", ChannelNames.All)}, or an id."
            : null;
        return channel is null
            ? null
            : new IncomingMessage
            {
                Id = "question",
                Sender = Conversation.SenderOf(From),
                Text = Text,
                Channel = channel,
                ReceivedAt = At ?? time.GetLocalNow(),
            };
    }

    private const string Example =
        "Send a JSON object such as {\"text\":\"are you open?\"}; \"before\" (messages sent before it), \"channel\", \"from\", \"at\" (2026-12-24T10:00:00Z) and \"rule\" may stand beside it.";

    private static readonly string[] Members = ["text", "before", "channel", "from", "at", "rule"];

    /// <summary>
    /// An unknown or repeated member is an error: otherwise a misspelt one would be ignored silently.
    /// </summary>
    private static string? FaultOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Example;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            var isKnown = Members.Contains(member.Name, StringComparer.Ordinal);
            if (!isKnown)
            {
                var lead = TextOf(root, "text") is null ? $"{Example} " : "";
                return $"{lead}There is no member '{Shown(member.Name)}'; there are {string.Join(", ", Members)}.";
            }

            if (!seen.Add(member.Name))
            {
                return $"The member '{member.Name}' is there twice.";
            }

            var expected = member.Name == "before" ? JsonValueKind.Array : JsonValueKind.String;
            if (member.Value.ValueKind is not JsonValueKind.Null && member.Value.ValueKind != expected)
            {
                return member.Name == "before"
                    ? "The member 'before' must be a list of texts."
                    : $"The member '{member.Name}' must be a text in quotes.";
            }
        }

        return TextOf(root, "text") is null ? Example : null;
    }

    /// <summary>A caller's name, cut to the length of a line.</summary>
    private static string Shown(string name) => name.Length <= 40 ? name : $"{name[..40]}…";

    private static string[] TextsOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var texts) && texts.ValueKind != JsonValueKind.Null
            ? [.. texts.EnumerateArray().Select(text => text.GetString() ?? "")]
            : [];

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
