using System.Runtime.CompilerServices;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Linting;

/// <summary>
/// Sends every phrase of a rule of phrases only as a message; it must reach this rule. Reports only proven cases, not
/// rules that merely overlap.
/// </summary>
internal static class StolenPhrases
{
    /// <summary>More than any real folder has.</summary>
    private const int MostMessages = 50_000;

    private const int MostShown = 3;

    public static async IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var left = MostMessages;
        foreach (var rule in lintContext.Rules)
        {
            List<(string Text, string Thief)> stolen = [];
            foreach (
                var text in LintContext.OnlyPhrases(rule).Select(one => PhraseExample.Of(one.Source)).OfType<string>()
            )
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (--left < 0)
                {
                    yield break;
                }

                BackgroundThrottle.Yield();
                var message = LintContext.Say(text);
                var winner = await lintContext.WinnerAsync(message, cancellationToken);
                if (winner is not null && winner != rule.Name && IsTheft(winner, rule, message, lintContext))
                {
                    stolen.Add((text, winner));
                }
            }

            foreach (var by in stolen.GroupBy(one => one.Thief, one => one.Text, StringComparer.Ordinal))
            {
                yield return Tell(rule, by.Key, [.. by], lintContext);
            }
        }
    }

    /// <summary>Not if the other rule answers only sometimes: at other times this one is reached.</summary>
    private static bool IsTheft(string winner, FileRule rule, IncomingMessage message, LintContext lintContext) =>
        (OptOutGate.IsGate(winner) || (lintContext.Find(winner) is { } thief && LintContext.IsSteady(thief)))
        && lintContext.Explain(rule, message).AllHold;

    private static RuleProblem Tell(FileRule rule, string thiefName, string[] texts, LintContext lintContext)
    {
        var shown = string.Join(", ", texts.Take(MostShown).Select(text => $"“{text}”"));
        var more = texts.Length > MostShown ? $" and {texts.Length - MostShown} more" : "";
        var verb = texts.Length == 1 ? "never reaches" : "never reach";
        var it = texts.Length == 1 ? "it is" : "they are";
        if (lintContext.Find(thiefName) is not { } thief)
        {
            return LintContext.Warning(
                rule,
                $"{shown}{more} {verb} this rule: {it} answered by '{thiefName}' before any rule is asked.",
                "Take the phrase out here, or out of the settings."
            );
        }

        var found = lintContext
            .Explain(thief, LintContext.Say(texts[0]))
            .Conditions.Select(condition => condition.Found ?? condition.Text)
            .FirstOrDefault("it answers everything");
        var own = lintContext.Explain(rule, LintContext.Say(texts[0]));
        var reason = WhyNot.ReasonOfOrder(own, thief.Stage, thief.Priority, thief.Place);
        return LintContext.Warning(
            rule,
            $"{shown}{more} {verb} this rule: {it} answered by '{thief.Name}' at {thief.Place.Path}:{thief.Place.Line} ({found}), which is asked earlier because {reason}.",
            $"Move this rule above it, or narrow the phrases of '{thief.Name}'."
        );
    }
}
