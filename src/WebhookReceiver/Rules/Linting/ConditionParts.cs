using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>The conditions of a rule, sorted by what they look at.</summary>
internal static class ConditionParts
{
    /// <summary>The conditions that must all hold, those inside <c>all</c> included.</summary>
    public static IEnumerable<Condition> All(FileRule rule) => rule.When.SelectMany(Apart);

    private static IEnumerable<Condition> Apart(Condition condition) =>
        condition is AllCondition all ? all.Inside.SelectMany(Apart) : [condition];

    /// <summary>True if only calendars decide.</summary>
    public static bool IsOfTime(Condition condition) =>
        condition switch
        {
            OpenCondition => true,
            NotCondition not => IsOfTime(not.Inside),
            AnyCondition any => any.Inside.All(IsOfTime),
            AllCondition all => all.Inside.All(IsOfTime),
            _ => false,
        };

    /// <summary>True if the second holds whenever the first does.</summary>
    public static bool Implies(Condition first, Condition second) =>
        (first, second) switch
        {
            (ChannelCondition one, ChannelCondition other) => one.Ids.All(id =>
                other.Ids.Contains(id, StringComparer.Ordinal)
            ),
            (TypeCondition one, TypeCondition other) => one.Kinds.All(kind => other.Kinds.Contains(kind)),
            (LanguageCondition one, LanguageCondition other) => one.Codes.All(code =>
                other.Codes.Contains(code, StringComparer.Ordinal)
            ),
            (_, AnyCondition any) => any.Inside.Any(inside => Implies(first, inside))
                || first.Describe() == second.Describe(),
            _ => first.GetType() == second.GetType() && first.Describe() == second.Describe(),
        };

    /// <summary>True if both can never hold at once.</summary>
    public static bool Exclude(Condition first, Condition second) =>
        (first, second) switch
        {
            (ChannelCondition one, ChannelCondition other) => !one.Ids.Any(id =>
                other.Ids.Contains(id, StringComparer.Ordinal)
            ),
            (TypeCondition one, TypeCondition other) => !one.Kinds.Any(kind => other.Kinds.Contains(kind)),
            (LanguageCondition one, LanguageCondition other) => !one.Codes.Any(code =>
                other.Codes.Contains(code, StringComparer.Ordinal)
            ),
            (_, NotCondition not) => Implies(first, not.Inside),
            (NotCondition, _) => Exclude(second, first),
            _ => false,
        };
}
