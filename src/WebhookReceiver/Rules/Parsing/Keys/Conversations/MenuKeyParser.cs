using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary>
/// <c>menu</c>: choices, each <c>label: reply</c> or <c>label: { go: rule }</c>; or with the keys <c>label</c>, <c>reply</c>, <c>go</c>.
/// </summary>
internal static class MenuKeyParser
{
    private const string GoKey = "go";
    private const string LabelKey = "label";
    private const string ReplyName = "reply";
    private const int MostOptions = 50;
    private const string Example =
        "Write: menu: [{ Tomorrow: \"Done, we come tomorrow.\" }, { Book a visit: { go: visit } }]";

    private static readonly MapSpec<OptionDraft> Spec = new([
        new(LabelKey, (draft, node, _) => draft.Label = node),
        new(ReplyName, (draft, node, _) => draft.Reply = node),
        new(GoKey, (draft, node, _) => draft.Go = node),
    ]);

    /// <summary>The rules that a menu leads to, before anything of it is parsed.</summary>
    public static void AddTargets(MapNode rule, SymbolTable symbols)
    {
        foreach (var item in rule["menu"] is ListNode list ? list.Items.OfType<MapNode>() : [])
        {
            var go =
                item[GoKey]
                ?? (item.Entries is [{ Value: MapNode { Entries: [{ Name: GoKey } only] } }] ? only.Value : null);
            if (go is TextNode id)
            {
                symbols.AddLedTo(id.Value);
            }
        }
    }

    public static void Parse(RuleDraft rule, Node node, ParseContext context)
    {
        if (node is not ListNode list)
        {
            context.Problems.Error(
                node.Place,
                $"a menu is a list of choices, but this is {node.Kind}.",
                node is MapNode map && LocalTexts.IsByLanguage(map)
                        ? "Write each choice once, in all languages: - { label: { en: Hours, de: Zeiten }, reply: { en: From 8., de: Ab 8. } }"
                    : node is MapNode { IsFlow: true, Entries: [_, _, ..] entries }
                    && entries.All(one => one.Value is TextNode)
                        ? $"Write: menu: [{string.Join(", ", entries.Select(one => $"{{ {one.Name}: {RawLine.Quoted(((TextNode)one.Value).Value)} }}"))}]"
                    : node is MapNode && context.Symbols.LineAt(node) is { Key: not null, Dashes: "" } line
                        ? $"Begin each choice with '- ', as in: - {line.With(line.Value)}"
                    : Example
            );
            return;
        }

        rule.Asked.Add(MenuEvaluator.ChoiceName);
        if (list.Items is [TextNode, ..] && list.Items.All(item => item is TextNode { IsMissing: false }))
        {
            var choices = list.Items.Cast<TextNode>().Select(item => $"{{ {item.Value}: \"…\" }}");
            context.Problems.Error(
                list.Place,
                "these choices have no answers.",
                $"Write behind each what it answers: menu: [{string.Join(", ", choices)}]"
            );
            return;
        }

        var options = ImmutableArray.CreateBuilder<MenuOption>();
        foreach (var item in list.Items)
        {
            if (context.Map(item, "a choice", Example) is { } map && ParseOne(rule, map, context) is { } option)
            {
                options.Add(option);
            }
        }

        if (list.Items.Length is 0 or > MostOptions)
        {
            context.Problems.Error(
                node.Place,
                list.Items.IsEmpty
                    ? "the menu has no choices."
                    : $"nobody reads a menu of more than {MostOptions} choices.",
                Example
            );
        }

        rule.Options = rule.Options with { Menu = new Menu(options.DrainToImmutable(), context.Slots.Languages) };
    }

    private static MenuOption? ParseOne(RuleDraft rule, MapNode map, ParseContext context)
    {
        var draft = new OptionDraft();
        if (map.Entries is [var only] && !Spec.Knows(only.Name))
        {
            draft.Label = only.Key;
            var isMistyped =
                only.Value is MapNode { Entries: [{ Value: TextNode } key] }
                && key.Name != GoKey
                && !ReplyKeys.Spec.Knows(key.Name)
                && Suggestion.Nearest(key.Name, [GoKey]) is not null;
            if (isMistyped)
            {
                var typed = ((MapNode)only.Value).Entries[0];
                context.Problems.Error(typed.Key.Place, $"unknown key '{typed.Name}'.", $"Did you mean '{GoKey}'?");
                return null;
            }

            draft.Go = only.Value is MapNode { Entries: [{ Name: GoKey } go] } ? go.Value : null;
            draft.Reply = draft.Go is null ? only.Value : null;
        }
        else
        {
            Spec.Parse(map, draft, context);
        }

        if (draft.Label is null || (draft.Reply is null) == (draft.Go is null))
        {
            context.Problems.Error(
                map.Place,
                draft.Label is null ? "the choice has no label."
                    : draft.Go is null ? "the choice leads nowhere."
                    : "a choice either answers or goes to another rule.",
                Example
            );
            return null;
        }

        var label = LocalTexts.Parse(draft.Label, "a label", rule.Captures, context);
        if (draft.Go is { } target)
        {
            return TargetOf(rule, target, context) is { } go ? new MenuOption(label, Plan: null, go) : null;
        }

        return ReplyKeyParser.PlanOf(rule, draft.Reply!, context) is { } plan
            ? new MenuOption(label, plan, Go: null)
            : null;
    }

    private static string? TargetOf(RuleDraft rule, Node node, ParseContext context)
    {
        if (context.Word(node, GoKey) is not { } id)
        {
            return null;
        }

        if (context.Symbols.IsDisabled(id))
        {
            context.Problems.Error(
                node.Place,
                $"the rule '{id}' is switched off, so this choice leads nowhere.",
                $"Take 'enabled: false' out of '{id}', or lead to another rule."
            );
            return null;
        }

        if (id == rule.Id)
        {
            context.Problems.Error(
                node.Place,
                "this choice leads to its own menu, and who takes it goes round in circles.",
                "Write a reply instead, or the id of another rule."
            );
            return null;
        }

        if (context.Symbols.HasFileRule(id) || context.Symbols.MayStandInUnreadableFile(id))
        {
            return id;
        }

        context.Problems.Error(
            node.Place,
            context.Symbols.HasRule(id)
                ? $"'{id}' is a rule of a plug-in; a menu can lead to rules of files only."
                : $"there is no rule '{id}'.",
            context.Symbols.Nearest(id, context.Symbols.RuleIds) ?? $"Write the id of a rule, such as '{rule.Id}'."
        );
        return null;
    }

    private sealed class OptionDraft
    {
        public Node? Label { get; set; }

        public Node? Reply { get; set; }

        public Node? Go { get; set; }
    }
}
