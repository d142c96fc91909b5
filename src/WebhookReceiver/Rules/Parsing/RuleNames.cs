namespace WebhookReceiver.Rules.Parsing;

/// <summary>The names that rule files can use, for an editor.</summary>
/// <param name="Rules">Ids of rules, those of plug-ins included.</param>
/// <param name="Lists">Word lists, used as <c>$name</c>.</param>
/// <param name="Texts">Shared texts, used as <c>{{ texts.name }}</c>.</param>
/// <param name="Calendars">Calendars.</param>
/// <param name="Tables">Tables.</param>
/// <param name="Remembered">Variables of a contact, used as <c>{{ contact.name }}</c>.</param>
/// <param name="Slots">Types of slots, used as <c>&lt;name:type&gt;</c>.</param>
internal sealed record RuleNames(
    IReadOnlyList<string> Rules,
    IReadOnlyList<string> Lists,
    IReadOnlyList<string> Texts,
    IReadOnlyList<string> Calendars,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> Remembered,
    IReadOnlyList<string> Slots
)
{
    public static RuleNames None { get; } = new([], [], [], [], [], [], []);

    public static RuleNames Of(SymbolTable symbols, IReadOnlyList<string> slots) =>
        new(
            Sorted(symbols.RuleIds),
            Sorted(symbols.Lists.Keys),
            Sorted(symbols.Texts.Keys),
            Sorted(symbols.Calendars.Keys),
            Sorted(symbols.Tables.Keys),
            Sorted(symbols.Remembered),
            Sorted(slots)
        );

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
