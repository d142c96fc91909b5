using System.Globalization;

namespace WebhookReceiver.Decoding;

/// <summary>Reads a shared location (protocol sheet, section 1.6 c).</summary>
internal static class LocationReader
{
    /// <summary>The location; null if its coordinates are out of range. The raw body still has them.</summary>
    public static Location? Read(ReadOnlySpan<byte> body, RawValue rawValue)
    {
        var place = new JsonObject(body, rawValue);
        string? latitude = null;
        string? longitude = null;
        var location = new Location(0, 0);
        while (place.Next())
        {
            if (place.Is("lat"u8))
            {
                latitude ??= place.Text();
            }
            else if (place.Is("long"u8))
            {
                longitude ??= place.Text();
            }
            else if (place.Is("name"u8))
            {
                location = location with { Name = location.Name ?? place.Text() };
            }
            else if (place.Is("address"u8))
            {
                location = location with { Address = location.Address ?? place.Text() };
            }
            else if (place.Is("url"u8))
            {
                location = location with { Url = location.Url ?? place.Text() };
            }
        }

        return Degrees(latitude, 90) is { } north && Degrees(longitude, 180) is { } east
            ? location with
            {
                Latitude = north,
                Longitude = east,
            }
            : null;
    }

    private static double? Degrees(string? text, double limit) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
        && Math.Abs(degrees) <= limit
            ? degrees
            : null;
}
