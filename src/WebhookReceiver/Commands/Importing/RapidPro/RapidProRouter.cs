using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.RapidPro;

/// <summary>The ways on from a node.</summary>
internal sealed class RapidProRouter(MapNode router, MapNode node)
{
    private readonly List<MapNode> _cases = [.. ForeignJson.Maps(router["cases"])];
    private readonly string? _default = ForeignJson.Text(router["default_category_uuid"]);

    public RulePlace Place => router.Place;

    public bool Waits => router["wait"] is MapNode && ForeignJson.Text(router["type"]) == "switch";

    public string? ResultName => ForeignJson.Text(router["result_name"]);

    /// <summary>Any answer will do.</summary>
    public bool IsOpen => _cases.Count == 0;

    /// <summary>The exit of everything else.</summary>
    public MapNode? Otherwise =>
        ExitOf(
            Categories.FirstOrDefault(category => ForeignJson.Text(category["uuid"]) == _default)
                ?? Categories.LastOrDefault()
        );

    /// <summary>The categories that are answers, with their exits.</summary>
    public IEnumerable<(string Category, MapNode? Exit)> Ways =>
        Categories
            .Where(category => IsOpen || ForeignJson.Text(category["uuid"]) != _default)
            .Where(category =>
                IsOpen
                || _cases.Exists(one => ForeignJson.Text(one["category_uuid"]) == ForeignJson.Text(category["uuid"]))
            )
            .Select(category => (NameOf(category), ExitOf(category)));

    private IEnumerable<MapNode> Categories => ForeignJson.Maps(router["categories"]);

    /// <summary>The choices, or the type of the answer.</summary>
    public (ImmutableArray<string> Choices, string? Type) Expected(ImportBook book)
    {
        if (_cases is [var only] && TypeOf(only) is { } type)
        {
            return ([], type);
        }

        var choices = ImmutableArray.CreateBuilder<string>();
        foreach (var one in _cases)
        {
            var test = ForeignJson.Text(one["type"]);
            if (
                test
                is "has_any_word"
                    or "has_all_words"
                    or "has_phrase"
                    or "has_only_phrase"
                    or "has_only_text"
                    or "has_beginning"
            )
            {
                var category = Categories.FirstOrDefault(category =>
                    ForeignJson.Text(category["uuid"]) == ForeignJson.Text(one["category_uuid"])
                );
                var name = category is null ? "" : NameOf(category);
                if (name.Length > 0 && !choices.Contains(name))
                {
                    choices.Add(name);
                }

                var words = string.Join(' ', ForeignJson.Texts(one["arguments"]).Select(text => text.Value));
                if (!string.Equals(words, name, StringComparison.OrdinalIgnoreCase))
                {
                    book.Differs(one.Place, $"the choice is called '{name}'; '{words}' are its words in the flow");
                }
            }
            else if (test != "has_text")
            {
                book.NotTaken(one.Place, $"the test '{test}'");
            }
        }

        return (choices.Count > 1 ? choices.ToImmutable() : [], null);
    }

    private static string? TypeOf(MapNode one)
    {
        var values = ForeignJson.Texts(one["arguments"]);
        return ForeignJson.Text(one["type"]) switch
        {
            "has_number" => "number",
            "has_number_between"
                when values is [var low, var high]
                    && int.TryParse(low.Value, CultureInfo.InvariantCulture, out _)
                    && int.TryParse(high.Value, CultureInfo.InvariantCulture, out _) => $"{low.Value}-{high.Value}",
            "has_date" => "date",
            "has_time" => "time",
            "has_email" => "email",
            "has_phone" => "phone",
            _ => null,
        };
    }

    private static string NameOf(MapNode category) =>
        (ForeignJson.Text(category["name"]) ?? "").Replace("\"", "'", StringComparison.Ordinal).Trim();

    private MapNode? ExitOf(MapNode? category) =>
        ForeignJson
            .Maps(node["exits"])
            .FirstOrDefault(exit => ForeignJson.Text(exit["uuid"]) == ForeignJson.Text(category?["exit_uuid"]));
}
