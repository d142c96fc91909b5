using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Testing;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Linting;

/// <summary>The part of the rules that their tests reach.</summary>
/// <param name="Rules">Rules that may answer.</param>
/// <param name="Branches">
/// Alternatives of their conditions, texts, questions, choices, and outcomes of their look-ups.
/// </param>
/// <param name="Gaps">Everything without a test.</param>
internal sealed record Coverage(int Rules, int Branches, ImmutableArray<CoverageGap> Gaps)
{
    public static async Task<Coverage> OfAsync(
        RuleSet ruleSet,
        IReadOnlyList<RuleTest> tests,
        CancellationToken cancellationToken
    )
    {
        var turns = new List<TestTurn>();
        foreach (var test in tests)
        {
            turns.AddRange(await RuleTestRun.PlayAsync(test, ruleSet, cancellationToken));
        }

        var byRule = turns.ToLookup(turn => turn.Decision.RuleName, StringComparer.Ordinal);
        var gaps = ImmutableArray.CreateBuilder<CoverageGap>();
        var branches = 0;
        var rules = ruleSet.Rules.OfType<FileRule>().Where(rule => !rule.IsShadow).ToList();
        foreach (var rule in rules)
        {
            TestTurn[] reached = [.. byRule[rule.Name]];
            (string Name, bool IsReached)[] all =
            [
                .. Alternatives(rule, reached, ruleSet),
                .. Texts(rule, reached),
                .. ConversationBranches.Of(rule, turns, ruleSet),
            ];
            branches += all.Length;
            if (reached.Length == 0)
            {
                gaps.Add(new CoverageGap(rule.Place, rule.Name, Branch: null));
                continue;
            }

            gaps.AddRange(
                all.Where(branch => !branch.IsReached)
                    .Select(branch => new CoverageGap(rule.Place, rule.Name, branch.Name))
            );
        }

        return new Coverage(rules.Count, branches, gaps.DrainToImmutable());
    }

    public override string ToString()
    {
        var missed = Gaps.Count(gap => gap.Branch is null);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"tests reach {Rules - missed} of {Rules} rules, and leave out {Gaps.Length - missed} of the branches of these"
        );
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("rules", Rules);
        json.WriteNumber("branches", Branches);
        json.WriteStartArray("gaps");
        foreach (var gap in Gaps)
        {
            json.WriteStartObject();
            json.WriteString("rule", gap.Rule);
            json.WriteString("path", gap.Place.Path);
            json.WriteNumber("line", gap.Place.Line);
            json.WriteString("branch", gap.Branch);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>
    /// Rules of phrases only are excluded: the linter sends their phrases, see <see cref="StolenPhrases"/>.
    /// </summary>
    private static IEnumerable<(string, bool)> Alternatives(FileRule rule, TestTurn[] turns, RuleSet ruleSet) =>
        LintContext.OnlyPhrases(rule).Any()
            ? []
            : rule
                .When.Select(condition => condition.Alternatives.ToList())
                .Where(alternatives => alternatives.Count > 1)
                .SelectMany(alternatives => alternatives)
                .Select(one => (one.Describe(), turns.Any(turn => Holds(one, turn, ruleSet))));

    private static bool Holds(Condition condition, TestTurn turn, RuleSet ruleSet)
    {
        using var context = MatchContext.Rent(turn.Message, ruleSet.Vocabulary);
        context.Context = turn.EvaluationContext;
        context.Listen(ruleSet.Detector);
        return condition.Holds(context);
    }

    private static IEnumerable<(string, bool)> Texts(FileRule rule, TestTurn[] turns)
    {
        // A question is not yet the rule's text.
        var said = turns
            .Where(turn => rule.Options?.Form is null || !ConversationBranches.Asks(turn))
            .Select(turn => TextOf(rule, turn))
            .OfType<ReplyTemplate>()
            .ToHashSet();
        return rule.Plan.Texts.Count < 2
            ? []
            : rule.Plan.Texts.Variants.Select(variant => ($"text {variant.Name}", said.Contains(variant.Text)));
    }

    /// <summary>The text chosen from several; the rule's remembered choice tells.</summary>
    private static ReplyTemplate? TextOf(FileRule rule, TestTurn turn)
    {
        var texts = rule.Plan.Texts.For(turn.Message with { Language = turn.Decision.Language });
        var change = turn.Decision.Changes.FirstOrDefault(change =>
            change.IsOwn(SystemVariables.LastTextOf(rule.Name))
        );
        var at = change?.Value is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : 0;
        return at < texts.Length ? texts[at] : null;
    }
}

/// <summary>A rule, or a branch of it, without a test.</summary>
internal sealed record CoverageGap(RulePlace Place, string Rule, string? Branch)
{
    public override string ToString() =>
        Branch is null ? $"no test reaches rule '{Rule}'" : $"no test reaches “{Branch}” of rule '{Rule}'";
}
