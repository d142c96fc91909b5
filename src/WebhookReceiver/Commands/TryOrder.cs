using WebhookReceiver.Rules.Parsing.Keys;

namespace WebhookReceiver.Commands;

/// <summary>A line of a conversation that begins with ':': <c>:image cake.jpg this one?</c>, <c>:wait 2d</c>.</summary>
internal sealed record TryOrder
{
    private const string Help = """
        :image cake.jpg this one?   sends a picture, with a text if you like; also :video, :audio, :document
        :button later               taps a button with this payload
        :list row-2                 chooses this row of a list
        :wait 2d                    lets time pass: 30s, 5m, 12h, 2d
        :as +44 7700 900123         writes as somebody else; both conversations are kept
        :help                       this
        A blank before ':' sends the line as a message. Ctrl-D ends.
        """;

    private static readonly Dictionary<string, MessageKind> Media = new(StringComparer.Ordinal)
    {
        ["image"] = MessageKind.Image,
        ["video"] = MessageKind.Video,
        ["audio"] = MessageKind.Audio,
        ["document"] = MessageKind.Document,
    };

    /// <summary>A line for the person instead of a message; null for none.</summary>
    public string? Wrong { get; private init; }

    public TimeSpan? Wait { get; private init; }

    public string? From { get; private init; }

    /// <summary>The text of the message, such as a caption.</summary>
    public string Text { get; private init; } = "";

    private MessageKind Kind { get; init; }

    private string Value { get; init; } = "";

    /// <summary>True for a line that begins with ':' and a letter; ':-)' is a message.</summary>
    public static bool IsOrder(string line) => line is [':', var first, ..] && char.IsLetter(first);

    public static TryOrder Parse(string line)
    {
        var (word, rest) = Split(line[1..]);
        var (value, text) = Split(rest);
        return word switch
        {
            "help" => Tell(Help),
            "wait" => Durations.Parse(rest) is { } wait
                ? new TryOrder { Wait = wait }
                : Tell($"'{rest}' is no length of time. Write ':wait 2d'; 30s, 5m and 12h work too."),
            "as" => rest.Any(char.IsAsciiDigit)
                ? new TryOrder { From = rest }
                : Tell($"'{rest}' is no number. Write ':as +44 7700 900123', for example."),
            "button" or "list" => rest.Length > 0
                ? new TryOrder { Kind = word == "list" ? MessageKind.List : MessageKind.Button, Value = rest }
                : Tell($"Nothing is chosen. Write ':{word} later', for example."),
            _ when Media.TryGetValue(word, out var kind) => value.Length > 0
                ? new TryOrder
                {
                    Kind = kind,
                    Value = value,
                    Text = text,
                }
                : Tell($"The file has no name. Write ':{word} cake.jpg', for example."),
            _ => Tell($"There is no ':{word}'. Write ':help' to see what there is, or a blank before it to send it."),
        };
    }

    /// <summary>The message with what the order adds.</summary>
    public IncomingMessage ApplyTo(IncomingMessage message) =>
        Kind switch
        {
            MessageKind.Button => message with { Kind = Kind, ButtonPayload = Value },
            MessageKind.List => message with { Kind = Kind, ListChoice = new ListChoice(Value, null) },
            _ => message with { Kind = Kind, MediaUrl = "https://example.com/" + Uri.EscapeDataString(Value) },
        };

    private static TryOrder Tell(string line) => new() { Wrong = line };

    private static (string First, string Others) Split(string text)
    {
        var trimmed = text.Trim();
        var end = trimmed.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? (trimmed, "") : (trimmed[..end], trimmed[end..].Trim());
    }
}
