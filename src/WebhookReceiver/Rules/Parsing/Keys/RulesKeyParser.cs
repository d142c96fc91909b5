using System.Globalization;
using WebhookReceiver.Rules.Parsing.Keys.Conversations;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary><c>rules</c>: gives every rule its id; the rest is parsed when all names of the folder are known.</summary>
internal static class RulesKeyParser
{
    public static void Parse(FileDraft file, Node node, ParseContext context)
    {
        if (node is not ListNode list)
        {
            context.Problems.Error(
                node.Place,
                $"rules must be a list, but this is {node.Kind}.",
                context.Symbols.LineAt(node) is { Key: { } key, Dashes: "" } line && RuleKeys.Spec.Knows(key)
                    ? LayoutMistakes.NewRule(line)
                    : "Begin each rule with '- ', for example '- when: hello'."
            );
            return;
        }

        var position = 0;
        foreach (var item in list.Items)
        {
            position++;
            if (item is MapNode rule)
            {
                var id = IdKeyParser.Parse(rule, context) ?? DefaultId(file.Path, position);
                context.Symbols.AddRule(id, rule["id"]?.Place ?? rule.Place);
                var draft = new RuleDraft(id, rule, file.Defaults);
                context.Symbols.AddRemembered(draft.Remembers);
                MenuKeyParser.AddTargets(rule, context.Symbols);
                if (IsOff(rule, file.Defaults))
                {
                    context.Symbols.AddDisabled(id);
                }

                file.Rules.Add(draft);
                continue;
            }

            context.Problems.Error(
                item.Place,
                $"a rule is a map with 'when' and 'reply', but this is {item.Kind}.",
                MissingBlank(item, context) ?? "Write '- when: hello' and 'reply: Hi!' below 'when'."
            );
        }
    }

    private static bool IsOff(MapNode rule, RuleDefaults defaults) =>
        rule["enabled"] is TextNode flag ? flag.Value is "false" or "no" or "off" : !defaults.Enabled;

    private static string? MissingBlank(Node item, ParseContext context) =>
        item is TextNode text
        && (context.Symbols.LineAt(item)?.Value ?? text.Value).Split(':', 2) is [var key, var value]
        && RuleKeys.Spec.Knows(key)
            ? $"Write a space after the colon: - {key}: {value.Trim()}"
            : null;

    /// <summary>File name and position, with the folders before it: <c>bakery-3</c>, <c>cork-bakery-3</c>.</summary>
    private static string DefaultId(string path, int position)
    {
        var stem = Path.ChangeExtension(path, null).Replace('/', '-');
        return string.Create(CultureInfo.InvariantCulture, $"{stem}-{position}");
    }
}

/// <summary><c>id</c>: one word that names the rule in logs and tests.</summary>
internal static class IdKeyParser
{
    private const int MaxLength = 100;

    public static string? Parse(MapNode rule, ParseContext context)
    {
        if (rule["id"] is not { } node || context.Word(node, "id") is not { } id)
        {
            return null;
        }

        if (id.Length > MaxLength)
        {
            context.Problems.Error(node.Place, $"the id is longer than {MaxLength} characters.", "Shorten it.");
            return null;
        }

        var at = id.AsSpan().IndexOfAnyExceptNameSign();
        if (at < 0)
        {
            return id;
        }

        context.Problems.Error(
            node.Place,
            $"the id '{id}' is not a single word.",
            $"Use letters, digits, '-', '_' and '.'; for example: {Mended(id)}"
        );
        return id;
    }

    private static string Mended(string id)
    {
        var signs = ForeignLetters
            .Plain(id)
            .Select(sign => char.IsLetterOrDigit(sign) || sign is '-' or '_' or '.' ? sign : '-')
            .ToArray();
        var mended = new string(signs).Trim('-');
        return mended.Length == 0 ? "opening-hours" : mended;
    }
}
