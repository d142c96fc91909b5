using System.Globalization;
using System.Text.Json;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Chatting;

/// <summary>
/// Locations and contact cards, in pushes and in instant replies (protocol sheet, sections 2.2 and 4.2).
/// </summary>
internal static class WireParts
{
    public static Place? Place(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } place
        && Degrees(place.Text("lat")) is { } lat
        && Degrees(place.Text("long")) is { } longitude
            ? new Place(lat, longitude, place.Text("name"), place.Text("address"), place.Text("url"))
            : null;

    public static ContactCard? Card(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } card
            ? new ContactCard(
                card.Text("first_name"),
                card.Text("last_name"),
                card.Text("phone"),
                card.Text("email"),
                card.Text("country"),
                card.Text("country_code"),
                card.Text("state"),
                card.Text("city")
            )
            : null;

    private static double? Degrees(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
}
