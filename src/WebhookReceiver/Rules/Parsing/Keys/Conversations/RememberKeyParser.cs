using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary>
/// <c>remember</c>: variables of the contact, such as <c>{ city: "{{ city }}", for: 30d }</c>; or names of captures or
/// questions. And <c>forget</c>: names of variables.
/// </summary>
internal static class RememberKeyParser
{
    private const string ForKey = "for";
    private const string ValueKey = "value";
    private const string Example = "Write: remember: { city: Cork, for: 30d }";

    /// <summary>The names that a rule remembers, before anything of it is parsed.</summary>
    public static IEnumerable<string> NamesIn(MapNode rule) =>
        rule["remember"] switch
        {
            MapNode map => map.Entries.Select(entry => entry.Name).Where(name => name != ForKey),
            ListNode list => list.Items.OfType<TextNode>().Select(text => text.Value),
            TextNode text => [text.Value],
            _ => [],
        };

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        if (node is not MapNode map)
        {
            ParseNames(rule, node, context);
            return;
        }

        var time = map[ForKey] is { } length ? Durations.Parse(length, "for", context) : null;
        foreach (var entry in map.Entries.Where(entry => entry.Name != ForKey))
        {
            if (VariableNames.Check(entry.Key, context) && ParseOne(rule, entry, time, context) is { } plan)
            {
                rule.Options = rule.Options with { Remember = rule.Options.Remember.Add(plan) };
            }
        }

        if (map.Entries.All(entry => entry.Name == ForKey))
        {
            context.Problems.Error(map.Place, "there is nothing to remember here.", Example);
        }
    }

    public static void ParseForget(RuleDraft rule, Node node, ParseContext context)
    {
        foreach (var name in context.TextList(node, "the name of a variable"))
        {
            if (VariableNames.Check(name, context))
            {
                VariableNames.LookFor(name, context);
                rule.Options = rule.Options with { Forget = rule.Options.Forget.Add(name.Value) };
            }
        }
    }

    private static RememberPlan? ParseOne(RuleDraft rule, MapEntry entry, TimeSpan? time, ParseContext context)
    {
        var value = entry.Value;
        if (value is MapNode map)
        {
            var draft = new VariableDraft { KeepFor = time };
            Spec.Parse(map, draft, context);
            if (draft.Value is null)
            {
                context.Problems.Error(
                    map.Place,
                    $"'{entry.Name}' has no value.",
                    $"Write: {entry.Name}: {{ value: Cork, for: 30d }}"
                );
                return null;
            }

            (value, time) = (draft.Value, draft.KeepFor);
        }

        return
            context.Text(value, $"the value of '{entry.Name}'") is { } text
            && Templates.Parse(text, rule.Captures, context) is { } template
            ? new RememberPlan(entry.Name, template, time)
            : null;
    }

    /// <summary><c>remember: [city, size]</c>: the captures or answers of these names.</summary>
    private static void ParseNames(RuleDraft rule, Node node, ParseContext context)
    {
        foreach (var name in context.TextList(node, "the name of what to remember"))
        {
            if (!rule.Captures.Contains(name.Value))
            {
                context.Problems.Error(
                    name.Place,
                    $"'{name.Value}' is neither captured nor asked by this rule.",
                    Suggestion.Nearest(name.Value, rule.Captures) is { } nearest
                        ? $"Did you mean '{nearest}'?"
                        : $"Write its value: remember: {{ {name.Value}: the value }}"
                );
            }
            else if (VariableNames.Check(name, context) && Captured(rule, name, context) is { } template)
            {
                var plan = new RememberPlan(name.Value, template, KeepFor: null);
                rule.Options = rule.Options with { Remember = rule.Options.Remember.Add(plan) };
            }
        }
    }

    private static WebhookReceiver.Replying.ReplyTemplate? Captured(
        RuleDraft rule,
        TextNode name,
        ParseContext context
    ) =>
        Templates.Parse(
            new TextNode(name.Place, $"{{{{ {name.Value} }}}}", TextStyle.Quoted, default),
            rule.Captures,
            context
        );

    private static readonly MapSpec<VariableDraft> Spec = new([
        new(ValueKey, (draft, node, _) => draft.Value = node),
        new(ForKey, (draft, node, context) => draft.KeepFor = Durations.Parse(node, ForKey, context) ?? draft.KeepFor),
    ]);

    private sealed class VariableDraft
    {
        public Node? Value { get; set; }

        public TimeSpan? KeepFor { get; set; }
    }
}

/// <summary>Names of remembered variables; the same rules as for plug-ins.</summary>
internal static class VariableNames
{
    /// <summary>True for a valid name; else false, with a problem.</summary>
    public static bool Check(TextNode name, ParseContext context)
    {
        if (ContactNote.IsName(name.Value))
        {
            return true;
        }

        context.Problems.Error(
            name.Place,
            $"'{name.Value}' cannot be the name of a variable.",
            name.Value.Trim('{', '}', ' ', '$') is { Length: > 0 } bare && ContactNote.IsName(bare)
                ? $"Write: {bare}"
                : "A name begins with a letter and has letters, digits, '-' and '_', such as order_id."
        );
        return false;
    }

    /// <summary>A name that is remembered nowhere, but for a similar one; a plug-in may remember any other.</summary>
    public static void LookFor(TextNode name, ParseContext context)
    {
        if (
            !context.Symbols.MayStandInUnreadableFile(name.Value)
            && NearestName.Meant(name.Value, context.Symbols.Remembered) is { } nearest
        )
        {
            context.Problems.Warning(name.Place, $"no rule remembers '{name.Value}'.", $"Did you mean '{nearest}'?");
        }
    }
}
