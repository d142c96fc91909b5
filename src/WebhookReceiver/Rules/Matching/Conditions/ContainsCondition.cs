using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>contains</c>: one of the texts occurs in the message, ignoring word edges.</summary>
internal sealed class ContainsCondition : Condition
{
    private readonly ImmutableArray<string> _sources;

    private ContainsCondition(ImmutableArray<string> sources, ImmutableArray<string> folded)
    {
        _sources = sources;
        Folded = folded;
    }

    /// <summary>The folded texts.</summary>
    public ImmutableArray<string> Folded { get; }

    /// <summary>Folds the texts; null with an error if one of them folds to nothing.</summary>
    public static ContainsCondition? Create(ImmutableArray<string> sources, out string? error)
    {
        ImmutableArray<string> folded = [.. sources.Select(FoldedText.Of)];
        var empty = folded.IndexOf("");
        error =
            empty < 0
                ? null
                : $"'{sources[empty]}' has no letters, digits or emoji to compare. Use 'matches' to find punctuation.";
        return empty < 0 ? new ContainsCondition(sources, folded) : null;
    }

    public override IndexTerms? NeedsOf(TermFrequency frequency) => new([], Folded);

    public override IEnumerable<Condition> Alternatives =>
        _sources.Zip(Folded, (source, folded) => new ContainsCondition([source], [folded]));

    public override bool LooksAtTextAlone => true;

    public override string Describe() => "contains: " + string.Join(", ", _sources);

    public override bool Holds(MatchContext context)
    {
        foreach (var text in Folded)
        {
            if (context.Text.Chars.IndexOf(text, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary><c>contains</c>: letters anywhere.</summary>
internal static class ContainsKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("contains", Parse, Shape.Texts, "These letters stand anywhere, inside of words too");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        var texts = context.TextList(node, "a text to look for");
        if (texts.Count == 0)
        {
            return;
        }

        // Each alone first, so that an error has the position of its text.
        foreach (var text in texts)
        {
            if (ContainsCondition.Create([text.Value], out var error) is null)
            {
                context.Problems.Error(text.Place, error ?? "this text cannot be looked for.");
                return;
            }
        }

        draft.Add(ContainsCondition.Create([.. texts.Select(text => text.Value)], out _));
    }
}
