using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Keys.Tests;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Known keys in the wrong map: <c>priority</c> inside <c>when</c>, <c>channel</c> beside it.</summary>
internal static class MisplacedKeys
{
    /// <summary>Where the key belongs; null if it is known nowhere near.</summary>
    public static string? Cure(object spec, MapEntry entry)
    {
        var name = entry.Name;
        return spec switch
        {
            _ when ReferenceEquals(spec, TopKeys.Spec) && IsInclude(name) => NoInclude,
            _ when ReferenceEquals(spec, ReplyKeys.Spec) && IsChoice(name) =>
                $"Choices stand beside 'reply', not in it: menu: [{{ {Label(entry)}: Thank you. }}]",
            _ when ReferenceEquals(spec, ConditionKeys.Spec) => RuleKeys.Spec.Knows(name) ? Below("when", entry) : null,
            _ when ReferenceEquals(spec, ReplyKeys.Spec) => RuleKeys.Spec.Knows(name) ? Below("reply", entry) : null,
            _ when ReferenceEquals(spec, RuleKeys.Spec) => OfRule(entry),
            _ when ReferenceEquals(spec, SettingsKeys.Spec) => TopKeys.Spec.Knows(name)
                ? $"Begin it in column 1: '{name}' stands beside 'settings', not in it."
                : null,
            _ when ReferenceEquals(spec, TopKeys.Spec) => SettingsKeys.Spec.Knows(name)
                ? $"Write it under 'settings': settings: {{ {Written(entry)} }}"
                : null,
            _ => null,
        };
    }

    private const string NoInclude = "Take it out: all files of the folder are read together.";

    private static bool IsInclude(string name) => name is "include" or "includes" or "import" or "imports";

    private static bool IsChoice(string name) =>
        name is "buttons" or "button" or "options" or "choices" or "quick_replies";

    private static string Label(MapEntry entry) =>
        entry.Value is ListNode { Items: [TextNode first, ..] } ? first.Value : "Yes";

    private static string? OfRule(MapEntry entry) =>
        ConditionKeys.Spec.Knows(entry.Name)
            ? $"Write it under 'when', beside 'words' with the phrases: when: {{ {Written(entry)} }}"
        : ReplyKeys.Spec.Knows(entry.Name)
            ? $"Write it under 'reply', beside 'text' with the text: reply: {{ {Written(entry)} }}"
        : TestKeys.Spec.Knows(entry.Name) ? $"Write it under 'tests': tests: [{{ {Written(entry)} }}]"
        : null;

    private static string Below(string above, MapEntry entry) =>
        $"Write it below '{above}', in a line of its own that begins where '{above}' does: {Written(entry)}";

    private static string Written(MapEntry entry) =>
        entry.Value switch
        {
            TextNode { Style: TextStyle.Plain } text => $"{entry.Name}: {text.Value}",
            TextNode text => $"{entry.Name}: {RawLine.Quoted(text.Value)}",
            ListNode list when list.Items.All(item => item is TextNode { Style: TextStyle.Plain }) =>
                $"{entry.Name}: [{string.Join(", ", list.Items.Cast<TextNode>().Select(item => item.Value))}]",
            _ => $"{entry.Name}: …",
        };
}
