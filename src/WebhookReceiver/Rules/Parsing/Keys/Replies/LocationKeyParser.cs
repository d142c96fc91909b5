using System.Collections.Frozen;
using System.Globalization;
using WebhookReceiver.Rules.Parsing.Keys.Replies.Said;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary><c>location</c>: a location to send.</summary>
internal static class LocationKeyParser
{
    private static readonly MapSpec<PlaceDraft> Spec = new([
        new(
            "latitude",
            (draft, node, context) => draft.Latitude = Degrees(node, "latitude", 90, context),
            Shape.Text,
            "Degrees, such as 53.35"
        ),
        new(
            "longitude",
            (draft, node, context) => draft.Longitude = Degrees(node, "longitude", 180, context),
            Shape.Text,
            "Degrees, such as -6.26"
        ),
        new(
            "name",
            (draft, node, context) => draft.Name = Words(node, "name", context),
            Shape.Text,
            "Name of the place"
        ),
        new(
            "address",
            (draft, node, context) => draft.Address = Words(node, "address", context),
            Shape.Text,
            "Its address"
        ),
    ]);

    /// <summary>Its keys, for the schema.</summary>
    public static IReadOnlyList<KeySpec> Keys => Spec.Keys;

    public static void Parse(ReplyDraft reply, Node node, ParseContext context)
    {
        const string Fix = "Write: location: { latitude: 53.35, longitude: -6.26, name: Our shop }";
        if (context.Map(node, "location", Fix) is not { } map)
        {
            return;
        }

        var draft = new PlaceDraft();
        Spec.Parse(map, draft, context);
        if (!Spec.Has(map, "latitude") || !Spec.Has(map, "longitude"))
        {
            context.Problems.Error(map.Place, "a location needs latitude and longitude.", Fix);
        }
        else if (draft is { Latitude: { } latitude, Longitude: { } longitude })
        {
            reply.Location = new Location(latitude, longitude, draft.Name, draft.Address);
        }
    }

    private static string? Words(Node node, string what, ParseContext context)
    {
        if (context.Text(node, what) is not { } text)
        {
            return null;
        }

        SaidText.Check(text, FrozenSet<string>.Empty, context);
        return text.Value;
    }

    private static double? Degrees(Node node, string what, double limit, ParseContext context)
    {
        if (context.Word(node, what) is not { } word)
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (double.TryParse(word, Style, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit)
        {
            return degrees;
        }

        var withPoint = word.Replace(',', '.');
        context.Problems.Error(
            node.Place,
            $"'{word}' is not a {what}.",
            double.TryParse(withPoint, Style, CultureInfo.InvariantCulture, out var meant) && Math.Abs(meant) <= limit
                ? $"Write: {withPoint}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Write degrees from -{limit} to {limit} with a point, such as 53.35."
                )
        );
        return null;
    }

    private sealed class PlaceDraft
    {
        public double? Latitude { get; set; }

        public double? Longitude { get; set; }

        public string? Name { get; set; }

        public string? Address { get; set; }
    }
}
