using System.Globalization;
using System.Text;
using System.Text.Json;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>The platform's interpretation of an answer (protocol sheet, section 2).</summary>
internal abstract record InstantReply
{
    private const int LongestDelay = 3_600;

    private InstantReply() { }

    /// <summary>JSON, but no message for the customer.</summary>
    public sealed record Silence : InstantReply;

    /// <summary>Not JSON, or no object: shown as an error, and no reply is sent.</summary>
    public sealed record Unreadable(string Error) : InstantReply;

    /// <param name="Content">Text, media, location or contact card.</param>
    /// <param name="Delay">Seconds before sending.</param>
    /// <param name="Channel">A channel other than the message's.</param>
    /// <param name="Note">A warning about content that the platform would not accept as it is.</param>
    public sealed record Message(ChatLine Content, int Delay, string? Channel, string? Note) : InstantReply;

    public static InstantReply Read(string answer, DateTimeOffset at)
    {
        var parsed = WireJson.TryParse(Encoding.UTF8.GetBytes(answer));
        if (parsed is not { } json)
            return new Unreadable("The answer is not JSON; no reply is sent.");

        if (json.ValueKind != JsonValueKind.Object)
            return new Unreadable("The answer is JSON but not an object; no reply is sent.");

        var line = new ChatLine
        {
            Speaker = Speaker.Business,
            At = at,
            Via = "reply",
            Text = Filled(json.Text("message-out")),
            Media = Filled(json.Text("media-url")) is { } url ? new Medium(MediaKind.Of(url), url) : null,
            Location = WireParts.Place(json.Member("location")),
            Contact = WireParts.Card(First(json.Member("contact"))),
        };
        if (line is { Text: null, Media: null, Location: null, Contact: null })
            return new Silence();

        var (delay, note) = ReadDelay(json.Text("delay"));
        return new Message(
            line with
            {
                DelaySeconds = delay > 0 ? delay : null,
            },
            delay,
            Filled(json.Text("application")),
            note
        );
    }

    private static (int Seconds, string? Note) ReadDelay(string? text)
    {
        if (Filled(text) is null)
            return (0, null);

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return (0, $"The delay '{text}' is not a number of seconds; the reply is sent at once.");

        return seconds > LongestDelay
            ? (LongestDelay, $"The delay {seconds} is above the maximum; the reply is sent after 3600 seconds.")
            : (seconds, null);
    }

    private static JsonElement? First(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Cast<JsonElement?>().FirstOrDefault()
            : value;

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
