using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.RapidPro;

/// <summary>Flows and triggers that RapidPro or TextIt have exported.</summary>
internal static class RapidProImporter
{
    private static readonly string[] Known = ["flows", "triggers", "version", "site", "expires"];

    public static void Read(IReadOnlyList<SourceText> files, ImportOrder order, ImportBook book)
    {
        foreach (var file in files)
        {
            var root = JsonTextReader.Read(file, book.Problems);
            if (root is MapNode map && map["flows"] is ListNode)
            {
                Take(map, book);
            }
            else if (!book.Problems.HasErrors)
            {
                book.Problems.Error(
                    new RulePlace(file.Path, 1, 1),
                    "there is no list 'flows' in it.",
                    "Export the flows with their triggers, and name that file."
                );
            }
        }
    }

    private static void Take(MapNode map, ImportBook book)
    {
        var triggers = ForeignJson.Maps(map["triggers"], "triggers", book).ToList();
        foreach (var other in map.Entries.Where(entry => !Known.Contains(entry.Name, StringComparer.Ordinal)))
        {
            if (other.Value is not ListNode { Items.IsEmpty: true })
            {
                book.NotTaken(other.Key.Place, $"'{other.Name}' has no place in rules");
            }
        }

        var flows = ForeignJson.Maps(map["flows"], "flows", book).ToList();
        foreach (var flow in flows)
        {
            Flow(flow, triggers, book);
        }

        var known = flows.Select(flow => ForeignJson.Text(flow["uuid"])).ToHashSet(StringComparer.Ordinal);
        foreach (
            var trigger in triggers.Where(one => !known.Contains(ForeignJson.Text((one["flow"] as MapNode)?["uuid"])))
        )
        {
            book.NotTaken(trigger.Place, "the trigger leads to no flow of this file");
        }
    }

    private static void Flow(MapNode flow, List<MapNode> triggers, ImportBook book)
    {
        var name = ForeignJson.Text(flow["name"]) ?? "flow";
        var uuid = ForeignJson.Text(flow["uuid"]);
        var own = triggers
            .Where(trigger => trigger["flow"] is MapNode of && ForeignJson.Text(of["uuid"]) == uuid)
            .ToList();
        if (own.Count == 0)
        {
            book.NotTaken(flow.Place, $"the flow '{name}' has no trigger");
            return;
        }

        if (flow["localization"] is MapNode { Entries.IsEmpty: false } languages)
        {
            book.NotTaken(
                languages.Place,
                $"the translations of '{name}': {string.Join(", ", languages.Entries.Select(entry => entry.Name))}"
            );
        }

        var rule = new RapidProFlow(flow, book).Read(name);
        if (rule is null)
        {
            book.NotTaken(flow.Place, $"the flow '{name}' sends no message");
            return;
        }

        var keywords = own.SelectMany(trigger => Phrases(trigger, book))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (keywords.Count > 0)
        {
            book.Took("flows");
            book.Rules.Add(
                rule with
                {
                    Whole = keywords,
                    Tests =
                        rule.Ask.Count == 0
                            ? [.. keywords.Select(word => new[] { word.Replace(" *", "", StringComparison.Ordinal) })]
                            : [],
                }
            );
        }

        if (own.Exists(trigger => ForeignJson.Text(trigger["trigger_type"]) == "C"))
        {
            book.Took("flows for all other messages");
            book.Rules.Add(rule with { Stage = "fallback" });
        }
    }

    private static IEnumerable<string> Phrases(MapNode trigger, ImportBook book)
    {
        var kind = ForeignJson.Text(trigger["trigger_type"]);
        if (kind != "K")
        {
            if (kind != "C")
            {
                book.NotTaken(trigger.Place, $"a trigger of the type '{kind}'");
            }

            yield break;
        }

        var isOnly = ForeignJson.Text(trigger["match_type"]) == "O";
        foreach (var text in ForeignJson.Texts(trigger["keywords"] ?? trigger["keyword"]))
        {
            if (RuleText.Phrase(text.Value) is { Length: > 0 } phrase)
            {
                yield return isOnly ? phrase : $"{phrase} *";
            }
        }
    }
}
