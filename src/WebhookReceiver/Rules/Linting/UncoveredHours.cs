using System.Globalization;
using System.Runtime.CompilerServices;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Matching;
using Calendar = WebhookReceiver.Rules.Calendars.Calendar;

namespace WebhookReceiver.Rules.Linting;

/// <summary>
/// Finds hours of the coming year without an answer before the fallback, in questions with calendars: open has a rule
/// and closed has none, or two calendars leave a gap.
/// </summary>
internal static class UncoveredHours
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    private const int Steps = 366 * 48;

    public static async IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var timed = lintContext.Rules.Where(rule => rule.When.Any(one => one is OpenCondition)).ToList();
        Calendar[] calendars = [.. timed.SelectMany(CalendarsOf).Distinct()];
        if (calendars.Length == 0)
        {
            yield break;
        }

        var moments = Moments(calendars, lintContext.Now);
        foreach (var rule in timed)
        {
            if (
                TextOf(rule) is { } text
                && moments.Exists(at => IsOfferedAt(rule, at))
                && await GapAsync(text, moments, lintContext, cancellationToken) is { } gap
            )
            {
                var local = gap.ToOffset(CalendarsOf(rule).First().Zone.GetUtcOffset(gap));
                yield return LintContext.Note(
                    rule,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"“{text}” is answered by no rule at some hours of the coming year, first on {local:ddd d MMMM yyyy, HH:mm}."
                    ),
                    "Write a rule for those hours too, or one without a calendar below this one."
                );
            }
        }
    }

    /// <summary>The first moment of each combination of calendar states.</summary>
    private static List<DateTimeOffset> Moments(Calendar[] calendars, DateTimeOffset now)
    {
        var first = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Step.Ticks), TimeSpan.Zero);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var moments = new List<DateTimeOffset>();
        for (var step = 0; step < Steps; step++)
        {
            var at = first + (Step * step);
            if (seen.Add(string.Concat(calendars.Select(calendar => calendar.IsOpenAt(at) ? '1' : '0'))))
            {
                moments.Add(at);
            }
        }

        return moments;
    }

    private static async Task<DateTimeOffset?> GapAsync(
        string text,
        List<DateTimeOffset> moments,
        LintContext lintContext,
        CancellationToken cancellationToken
    )
    {
        foreach (var at in moments)
        {
            var winner = lintContext.Find(await lintContext.WinnerAsync(LintContext.Say(text, at), cancellationToken));
            if (winner is null or { Stage: ReplyStage.Fallback })
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>A rule that no hour allows has a warning of its own.</summary>
    private static bool IsOfferedAt(FileRule rule, DateTimeOffset at)
    {
        foreach (var condition in rule.When)
        {
            if (condition is OpenCondition open && !open.IsMetAt(at))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// A message that reaches the rule once its calendar allows it; null if it has conditions besides phrases.
    /// </summary>
    private static string? TextOf(FileRule rule) =>
        rule.Stage != ReplyStage.Fallback
        && rule.When.All(one => one is WordsCondition or OpenCondition or ChatCondition { Scope: ChatScope.Direct })
            ? rule.When.SelectMany(one => one.Phrases).Select(one => PhraseExample.Of(one.Source)).FirstOrDefault()
            : null;

    private static IEnumerable<Calendar> CalendarsOf(FileRule rule) =>
        rule.When.OfType<OpenCondition>().SelectMany(condition => condition.Calendars);
}
