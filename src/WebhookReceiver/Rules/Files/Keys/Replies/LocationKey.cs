using System.Globalization;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary><c>location</c>: a place to send.</summary>
internal static class LocationKey
{
    private static readonly KeyTable<Draft> Table = new([
        new("latitude", (draft, node, reading) => draft.Latitude = Degrees(node, "latitude", 90, reading)),
        new("longitude", (draft, node, reading) => draft.Longitude = Degrees(node, "longitude", 180, reading)),
        new("name", (draft, node, reading) => draft.Name = reading.Text(node, "name")?.Value),
        new("address", (draft, node, reading) => draft.Address = reading.Text(node, "address")?.Value),
    ]);

    /// <summary>Names of its keys, for the schema.</summary>
    public static IReadOnlyList<string> Names => Table.Working;

    public static void Read(ReplyDraft reply, Node node, Reading reading)
    {
        const string Cure = "Write: location: { latitude: 53.35, longitude: -6.26, name: Our shop }";
        if (reading.Map(node, "location", Cure) is not { } map)
        {
            return;
        }

        var draft = new Draft();
        Table.Read(map, draft, reading);
        if (!Table.Has(map, "latitude") || !Table.Has(map, "longitude"))
        {
            reading.Problems.Error(map.Place, "a location needs latitude and longitude.", Cure);
        }
        else if (draft is { Latitude: { } latitude, Longitude: { } longitude })
        {
            reply.Location = new Location(latitude, longitude, draft.Name, draft.Address);
        }
    }

    private static double? Degrees(Node node, string what, double limit, Reading reading)
    {
        if (reading.Word(node, what) is not { } word)
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (double.TryParse(word, Style, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit)
        {
            return degrees;
        }

        reading.Problems.Error(
            node.Place,
            $"'{word}' is not a {what}.",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Write degrees from -{limit} to {limit} with a point, such as 53.35."
            )
        );
        return null;
    }

    private sealed class Draft
    {
        public double? Latitude { get; set; }

        public double? Longitude { get; set; }

        public string? Name { get; set; }

        public string? Address { get; set; }
    }
}
