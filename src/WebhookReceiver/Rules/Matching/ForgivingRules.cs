using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The rules that tolerate typing mistakes, and the words concerned.</summary>
internal sealed class ForgivingRules
{
    private readonly ulong[] _mask;

    private ForgivingRules(ulong[] mask, TypoIndex typos) => (_mask, Typos) = (mask, typos);

    public TypoIndex Typos { get; }

    public ReadOnlySpan<ulong> Mask => _mask;

    /// <summary>Null for a rule set without such rules, which then costs nothing.</summary>
    public static ForgivingRules? Of(ImmutableArray<IReplyRule> rules, Vocabulary vocabulary)
    {
        if (!rules.Any(rule => rule is FileRule { Typos: true }))
        {
            return null;
        }
        var mask = new ulong[(rules.Length + 63) / 64];
        var words = new List<int>();
        for (var i = 0; i < rules.Length; i++)
        {
            if (rules[i] is FileRule { Typos: true } rule)
            {
                mask[i >> 6] |= 1UL << (i & 63);
                words.AddRange(rule.When.SelectMany(condition => condition.Words));
            }
        }
        return new ForgivingRules(mask, new TypoIndex(vocabulary, words));
    }
}
