using System.Text.RegularExpressions;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>The result of one condition for one message.</summary>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Text">The condition as a person would write it.</param>
/// <param name="Found">
/// The matching one of several alternatives, or what was found instead where the message does not show it; otherwise
/// <see langword="null"/>.
/// </param>
internal sealed record ExplainedCondition(bool Holds, string Text, string? Found)
{
    public static ExplainedCondition Of(Condition condition, MatchContext context)
    {
        var text = condition.Describe();
        if (!Holding(condition, context))
        {
            return new ExplainedCondition(Holds: false, text, condition.Compared(context));
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

    /// <summary>The line for people: a tick or a cross, the condition, and the matching part.</summary>
    public override string ToString() => (Holds ? "✓ " : "✗ ") + (Found is null ? Text : $"{Text} (found: {Found})");

    /// <summary>A pattern that times out does not hold; deciding sees it the same way.</summary>
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

    /// <summary><c>words: open</c> within <c>words: hours, open</c> is just <c>open</c>.</summary>
    private static string WithoutKeyOf(string whole, string part)
    {
        var key = whole[..(whole.IndexOf(": ", StringComparison.Ordinal) + 2)];
        return part.StartsWith(key, StringComparison.Ordinal) ? part[key.Length..] : part;
    }
}
