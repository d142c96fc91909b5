using WebhookReceiver.Rules.Matching.Wording;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Conversations;

/// <summary><c>expires</c> and <c>cancel</c> of a form or menu, and the compatibility of conversation keys.</summary>
internal static class FormKeyParser
{
    public static void ParseExpires(RuleDraft rule, Node node, ParseContext context)
    {
        if (Durations.Parse(node, "expires", context) is { } time)
        {
            rule.Options = rule.Options with { Expires = time };
        }
    }

    public static void ParseCancel(RuleDraft rule, Node node, ParseContext context) =>
        rule.Options = rule.Options with { Cancel = AskKeyParser.Words(node, CommandKind.Cancel, context) };

    public static void Check(RuleDraft rule, ParseContext context)
    {
        var opens = rule.Node["ask"] ?? rule.Node["menu"];
        if (rule.Node["ask"] is not null && rule.Node["menu"] is { } menu)
        {
            context.Problems.Error(
                menu.Place,
                "'ask' and 'menu' in one rule.",
                "Make two rules of it: a choice can lead to the other with { go: its-id }."
            );
        }

        if (opens is not null && rule.Node["id"] is null)
        {
            context.Problems.Error(
                opens.Place,
                "a rule that waits for an answer needs an id: the open question is stored under the id.",
                "Add 'id: order-status', for example."
            );
        }

        if (rule.Options.Form is { } form)
        {
            UnusedAnswers.Note(rule, form, context);
        }

        foreach (var key in new[] { "expires", "cancel" })
        {
            if (opens is null && rule.Node[key] is { } alone)
            {
                context.Problems.Error(
                    alone.Place,
                    $"'{key}' belongs to 'ask' or 'menu', which are missing.",
                    "Take it out."
                );
            }
        }

        if (rule.Node["menu"] is not null && rule.Node["lookup"] is { } lookup)
        {
            context.Problems.Error(
                lookup.Place,
                "a menu shows its choices at once, so it cannot have a look-up.",
                "Put the look-up into a rule that a choice leads to."
            );
        }

        if (rule.Options.IsAlways && (opens ?? rule.Node["lookup"]) is { } slow)
        {
            context.Problems.Error(
                slow.Place,
                "a rule that is always asked answers at once.",
                "Take 'always' out, or what it waits for."
            );
        }
    }
}
