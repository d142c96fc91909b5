using System.Text.RegularExpressions;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>matches</c>: a regular expression on the original text, ignoring case. Named groups are captures. Patterns
/// without a repeated group run on the default engine with a time limit, the others on the linear one.
/// </summary>
internal sealed class MatchesCondition : Condition
{
    private readonly Regex _regex;
    private readonly string[] _names;

    private MatchesCondition(string pattern, Regex regex, bool isLinear)
    {
        Pattern = pattern;
        _regex = regex;
        _names = [.. regex.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0]))];
        IsLinear = isLinear;
    }

    public string Pattern { get; }

    /// <summary>True if it needs the linear engine, which takes about 2 ms to build and 0.6 MB of memory.</summary>
    public bool IsLinear { get; }

    public override IEnumerable<string> CaptureNames => _names;

    /// <summary>Compiles the pattern; null with an error and its cure if it is invalid.</summary>
    public static MatchesCondition? Create(string pattern, out string? error)
    {
        var regex = RegexGate.Open(pattern, out var isLinear, out error);
        return regex is null ? null : new MatchesCondition(pattern, regex, isLinear);
    }

    public override IndexTerms? NeedsOf(TermFrequency frequency) =>
        RegexLiteral.Of(Pattern) is { } literal ? new([], [literal]) : null;

    public override bool LooksAtTextAlone => true;

    public override string Describe() => "matches: " + Pattern;

    /// <exception cref="RegexMatchTimeoutException">The pattern timed out twice; the rule is skipped.</exception>
    public override bool Holds(MatchContext context)
    {
        var mark = context.CaptureMark;
        try
        {
            return IsMatch(context);
        }
        catch (RegexMatchTimeoutException)
        {
            // The first timeout may be the machine's fault, which must not change an answer; the second is the
            // pattern's.
            context.ForgetCaptures(mark);
            return IsMatch(context);
        }
    }

    private bool IsMatch(MatchContext context)
    {
        if (_names.Length == 0)
        {
            return _regex.IsMatch(context.Text.Original);
        }
        var match = _regex.Match(context.Text.Original);
        if (!match.Success)
        {
            return false;
        }
        foreach (var name in _names)
        {
            if (match.Groups[name] is { Success: true } group)
            {
                context.CaptureValue(name, group.Value);
            }
        }
        return true;
    }
}

/// <summary><c>matches</c>: a regular expression, or several of which one must match.</summary>
internal static class MatchesKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("matches", Parse, Shape.Texts, "A regular expression; named groups are captured");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        var conditions = new List<Condition>();
        foreach (var text in context.TextList(node, "a regular expression"))
        {
            if (
                text.Value is ['/', _, ..]
                && text.Value.LastIndexOf('/') is > 1 and var close
                && text.Value[(close + 1)..].All(char.IsAsciiLetter)
            )
            {
                context.Problems.Note(
                    text.Place,
                    "the slashes and what follows them belong to the pattern here; it ignores capitals anyway.",
                    $"Write: '{text.Value[1..close].Replace("'", "''", StringComparison.Ordinal)}'"
                );
            }

            if (MatchesCondition.Create(text.Value, out var error) is { } condition)
            {
                conditions.Add(condition);
            }
            else
            {
                context.Problems.Error(text.Place, error ?? "this is no regular expression.");
            }
        }

        draft.Add(
            conditions.Count switch
            {
                0 => null,
                1 => conditions[0],
                _ => new AnyCondition([.. conditions]),
            }
        );
    }
}
