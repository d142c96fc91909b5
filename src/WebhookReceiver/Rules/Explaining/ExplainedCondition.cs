using System.Text.RegularExpressions;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>One condition of a rule, put to one message.</summary>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Text">The condition as a person would write it.</param>
/// <param name="Found">Which of several alternatives was found; <see langword="null"/> if there is one only, or none holds.</param>
internal sealed record ExplainedCondition(bool Holds, string Text, string? Found)
{
    public static ExplainedCondition Of(Condition condition, MatchContext context)
    {
        var text = condition.Describe();
        if (!Holding(condition, context))
        {
            return new ExplainedCondition(Holds: false, text, Found: null);
        }

        Condition[] alternatives = [.. condition.Alternatives];
        if (alternatives.Length < 2)
        {
            return new ExplainedCondition(Holds: true, text, Found: null);
        }

        var mark = context.CaptureMark;
        var found = Array.Find(alternatives, alternative => Holding(alternative, context));
        context.ForgetCaptures(mark);
        return new ExplainedCondition(Holds: true, text, found is null ? null : WithoutKeyOf(text, found.Describe()));
    }

    /// <summary>The line that people read: a tick or a cross, the condition, and what of it was found.</summary>
    public override string ToString() => (Holds ? "✓ " : "✗ ") + (Found is null ? Text : $"{Text} (found: {Found})");

    /// <summary>A pattern that takes too long does not hold: so deciding sees it too.</summary>
    private static bool Holding(Condition condition, MatchContext context)
    {
        try
        {
            return condition.Holds(context);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary><c>words: open</c> among <c>words: hours, open</c> is just <c>open</c>.</summary>
    private static string WithoutKeyOf(string whole, string part)
    {
        var key = whole[..(whole.IndexOf(": ", StringComparison.Ordinal) + 2)];
        return part.StartsWith(key, StringComparison.Ordinal) ? part[key.Length..] : part;
    }
}
