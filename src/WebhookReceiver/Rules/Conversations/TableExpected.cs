using System.Collections.Immutable;
using System.Numerics;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>A row of a table. One that is denied is not taken; of several the contact is asked which.</summary>
/// <param name="type">The rows.</param>
/// <param name="languages">The languages of negations.</param>
internal sealed class TableExpected(TableSlot type, SpokenLanguages languages) : Expectation
{
    public override AnswerType Type => AnswerType.Written;

    public override bool IsAskedAbout => true;

    public override string Describe() => type.Name;

    public override IEnumerable<string> CaptureNames(string name) => type.CaptureNames(name);

    public override string AskWhich(IReadOnlyList<string> readings, MatchContext context) =>
        languages.Reply(context.Message).Words.Or(readings);

    public override bool IsGeneral(FoldedText text, ulong words) =>
        BitOperations.PopCount(words) == 1 && type.IsGeneral(text.WordAt(BitOperations.TrailingZeroCount(words)));

    protected override AnswerReading Judge(
        string name,
        IReadOnlyList<KeyValuePair<string, string>> known,
        MatchContext context
    )
    {
        var found = Find(context);
        if (found.Count == 0)
        {
            return AnswerReading.NotUnderstood;
        }

        var words = 0UL;
        foreach (var one in found)
        {
            words |= AnswerReading.Bits(one.First, one.End);
        }

        new MentionDenial(languages, context.Text).Mark(found);
        found.RemoveAll(one => one.IsDenied);
        ImmutableArray<int> rows = [.. found.Select(one => one.Label).Distinct()];
        if (rows.Length > 1)
        {
            return AnswerReading.Doubtful([.. rows.Select(type.NameOf)], words);
        }

        if (rows.IsEmpty)
        {
            return AnswerReading.Unclear(words);
        }

        type.Capture(context, name, found[0].First, type.NameOf(rows[0]));
        return AnswerReading.Taken([], words);
    }

    private List<Mention> Find(MatchContext context)
    {
        var found = new List<Mention>();
        for (var token = 0; token < context.Text.Tokens.Length; )
        {
            var taken = type.RowAt(context, token, out var row);
            if (taken > 0)
            {
                found.Add(new Mention(row, token, token + taken, IsWhole: true, IsSign: false));
            }

            token += Math.Max(taken, 1);
        }

        return found;
    }
}
