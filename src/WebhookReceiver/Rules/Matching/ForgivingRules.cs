using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The rules of a book that forgive typing mistakes, where the stages begin, and the words they forgive them in.</summary>
internal sealed class ForgivingRules
{
    private readonly ulong[] _mask;
    private readonly int[] _stageStarts;

    private ForgivingRules(ulong[] mask, int[] stageStarts, TypoIndex typos) =>
        (_mask, _stageStarts, Typos) = (mask, stageStarts, typos);

    public TypoIndex Typos { get; }

    public int Stages => _stageStarts.Length - 1;

    public ReadOnlySpan<ulong> Mask => _mask;

    /// <summary>Null for a book in which no rule forgives anything, so that it costs nothing there.</summary>
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
        return new ForgivingRules(mask, StageStarts(rules), new TypoIndex(vocabulary, words));
    }

    public int StartOf(int stage) => _stageStarts[stage];

    public int EndOf(int stage) => _stageStarts[stage + 1];

    /// <summary>Where each stage begins, and where the last one ends; stages without rules are empty.</summary>
    private static int[] StageStarts(ImmutableArray<IReplyRule> rules) =>
        [
            .. Enum.GetValues<ReplyStage>()
                .Order()
                .Select(stage => rules.TakeWhile(rule => rule.Stage < stage).Count()),
            rules.Length,
        ];
}
