using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>after-we-said</c>: one of the phrases stood in our last answer to the contact.</summary>
internal sealed class SaidCondition(ImmutableArray<Phrase> phrases) : Condition
{
    private readonly ImmutableArray<string> _keys = [.. phrases.Select(LastAnswer.KeyOf)];

    public override TrackedFacts TrackedFacts => TrackedFacts.Said;

    public override IEnumerable<Phrase> SaidPhrases => phrases;

    public override IEnumerable<Condition> Alternatives => phrases.Select(phrase => new SaidCondition([phrase]));

    public override string Describe() => PhraseKeyParser.Describe("after-we-said", phrases);

    public override string? Compared(MatchContext context) =>
        context.Message.Group is not null ? "nothing is kept of what we said in a group"
        : LastAnswer.IsKept(context.Context.Own) ? "our last answer has none of it"
        : "nothing is kept of our last answer that a rule goes on from";

    public override bool Holds(MatchContext context)
    {
        if (context.Message.Group is not null)
        {
            return false;
        }

        foreach (var key in _keys)
        {
            if (LastAnswer.Has(context.Context.Own, key))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary><c>after-we-said</c>: phrases of which one stood in our last answer.</summary>
internal static class SaidKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("after-we-said", Parse, Shape.Words, "One of these phrases stood in our last answer, within a day");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        var phrases = PhraseList.Parse(node, context);
        if (phrases.FirstOrDefault(phrase => !phrase.CaptureNames.IsEmpty) is { } keeping)
        {
            context.Problems.Error(
                node.Place,
                $"'{keeping.Written}' would keep a value of our own answer.",
                $"Write: {WithoutSlots(keeping.Written)}"
            );
            context.Problems.LacksSomething = true;
            return;
        }

        draft.Add(phrases.IsEmpty ? null : new SaidCondition(phrases));
    }

    private static string WithoutSlots(string phrase)
    {
        var plain = phrase;
        for (
            var at = plain.IndexOf('<', StringComparison.Ordinal);
            at >= 0 && plain.IndexOf('>', at) is > 0 and var end;
            at = plain.IndexOf('<', StringComparison.Ordinal)
        )
        {
            plain = $"{plain[..at]}*{plain[(end + 1)..]}";
        }

        return plain;
    }
}
