using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Trying;

/// <summary>What a trial message is besides its text.</summary>
public sealed class TrialSettings
{
    private const string ExamplePicture = "https://www.example.com/picture.jpg";

    public static IReadOnlyList<string> Kinds { get; } = ["text", "image", "document", "location", "button"];

    public static IReadOnlyList<string> Channels { get; } = ["8", "10", "3", "5", "11"];

    public string With { get; set; } = "live";

    public string? Like { get; set; }

    public string Kind { get; set; } = "text";

    public string Channel { get; set; } = Channels[0];

    /// <summary>Day and time in the browser's zone; null for now.</summary>
    public DateTime? At { get; set; }

    public string Button { get; set; } = "";

    public TrialMessage ToMessage(string text, TimeZoneInfo zone) =>
        new()
        {
            Text = text,
            Kind = Kind is "text" or "button" ? null : Kind,
            Channel = Channel,
            At = Instant(zone),
            Button = Kind == "button" ? Button.Trim() : null,
            Media = Kind is "image" or "document" ? ExamplePicture : null,
            Latitude = Kind == "location" ? 51.898 : null,
            Longitude = Kind == "location" ? -8.471 : null,
        };

    private DateTimeOffset? Instant(TimeZoneInfo zone) =>
        At is { } local ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : null;
}
