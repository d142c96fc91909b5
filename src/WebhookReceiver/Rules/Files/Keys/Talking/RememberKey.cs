using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Files.Keys.Talking;

/// <summary>
/// <c>remember</c>: variables of the contact, such as <c>{ city: "{{ city }}", for: 30d }</c>; or the names of what was captured
/// or asked. And <c>forget</c>: names of variables.
/// </summary>
internal static class RememberKey
{
    private const string ForKey = "for";
    private const string ValueKey = "value";
    private const string Example = "Write: remember: { city: Cork, for: 30d }";

    public static void Read(RuleDraft rule, Node node, Reading reading)
    {
        if (node is not MapNode map)
        {
            ReadNames(rule, node, reading);
            return;
        }

        var time = map[ForKey] is { } length ? Durations.Read(length, "for", reading) : null;
        foreach (var entry in map.Entries.Where(entry => entry.Name != ForKey))
        {
            if (VariableNames.Check(entry.Key, reading) && ReadOne(rule, entry, time, reading) is { } plan)
            {
                rule.Talk = rule.Talk with { Remember = rule.Talk.Remember.Add(plan) };
            }
        }

        if (map.Entries.All(entry => entry.Name == ForKey))
        {
            reading.Problems.Error(map.Place, "there is nothing to remember here.", Example);
        }
    }

    public static void ReadForget(RuleDraft rule, Node node, Reading reading)
    {
        foreach (var name in reading.TextList(node, "the name of a variable"))
        {
            if (VariableNames.Check(name, reading))
            {
                rule.Talk = rule.Talk with { Forget = rule.Talk.Forget.Add(name.Value) };
            }
        }
    }

    private static RememberPlan? ReadOne(RuleDraft rule, MapEntry entry, TimeSpan? time, Reading reading)
    {
        var value = entry.Value;
        if (value is MapNode map)
        {
            var draft = new Draft { KeepFor = time };
            Table.Read(map, draft, reading);
            if (draft.Value is null)
            {
                reading.Problems.Error(
                    map.Place,
                    $"'{entry.Name}' has no value.",
                    $"Write: {entry.Name}: {{ value: Cork, for: 30d }}"
                );
                return null;
            }

            (value, time) = (draft.Value, draft.KeepFor);
        }

        return
            reading.Text(value, $"the value of '{entry.Name}'") is { } text
            && Templates.Read(text, rule.Captures, reading) is { } template
            ? new RememberPlan(entry.Name, template, time)
            : null;
    }

    /// <summary><c>remember: [city, size]</c>: what was captured or asked under these names.</summary>
    private static void ReadNames(RuleDraft rule, Node node, Reading reading)
    {
        foreach (var name in reading.TextList(node, "the name of what to remember"))
        {
            if (!rule.Captures.Contains(name.Value))
            {
                reading.Problems.Error(
                    name.Place,
                    $"'{name.Value}' is neither captured nor asked by this rule.",
                    Suggestion.Nearest(name.Value, rule.Captures) is { } nearest
                        ? $"Did you mean '{nearest}'?"
                        : $"Write its value: remember: {{ {name.Value}: the value }}"
                );
            }
            else if (VariableNames.Check(name, reading) && Captured(rule, name, reading) is { } template)
            {
                var plan = new RememberPlan(name.Value, template, KeepFor: null);
                rule.Talk = rule.Talk with { Remember = rule.Talk.Remember.Add(plan) };
            }
        }
    }

    private static Replying.ReplyTemplate? Captured(RuleDraft rule, TextNode name, Reading reading) =>
        Templates.Read(
            new TextNode(name.Place, $"{{{{ {name.Value} }}}}", TextStyle.Quoted, default),
            rule.Captures,
            reading
        );

    private static readonly KeyTable<Draft> Table = new([
        new(ValueKey, (draft, node, _) => draft.Value = node),
        new(ForKey, (draft, node, reading) => draft.KeepFor = Durations.Read(node, ForKey, reading) ?? draft.KeepFor),
    ]);

    private sealed class Draft
    {
        public Node? Value { get; set; }

        public TimeSpan? KeepFor { get; set; }
    }
}
