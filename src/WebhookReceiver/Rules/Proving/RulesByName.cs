using System.Collections.Frozen;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Proving;

/// <summary>The file rules of a book by their names, with what a failing test tells of them.</summary>
internal sealed class RulesByName(RuleBook book)
{
    private readonly FrozenDictionary<string, FileRule> _rules = book
        .Rules.OfType<FileRule>()
        .DistinctBy(rule => rule.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);

    public FileRule? Find(string? name) => name is null ? null : _rules.GetValueOrDefault(name);

    /// <summary><c>'hours' at bakery.yaml:12</c>; the name alone where the place is not known.</summary>
    public string Name(string? name) =>
        Find(name) is { } rule ? $"'{name}' at {rule.Place.Path}:{rule.Place.Line}" : $"'{name}'";

    /// <summary>Each condition of the rule with whether it holds for the message.</summary>
    public IReadOnlyList<(bool Holds, string Condition)> Conditions(
        FileRule rule,
        IncomingMessage message,
        Circumstances circumstances
    )
    {
        var context = MatchContext.Rent(message, book.Vocabulary);
        context.Around = circumstances;
        try
        {
            return [.. rule.When.Select(condition => (condition.Holds(context), condition.Describe()))];
        }
        finally
        {
            context.Return();
        }
    }
}
