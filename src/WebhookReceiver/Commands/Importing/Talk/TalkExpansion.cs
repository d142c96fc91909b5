using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>Makes texts of an answer: follows its redirects, and splits it by its conditions.</summary>
internal sealed class TalkExpansion(TalkIndex index, ImportBook book)
{
    private const int MostTexts = 60;
    private const int MostSteps = 5_000;
    private const int MostRedirects = 100;
    private const int LongestText = 8_000;

    private readonly Stack<TalkCategory> _way = new();
    private int _steps;
    private Say _answer = new SayText("");

    /// <summary>The outcomes in the order of being tried; empty with a note or a problem if there are none.</summary>
    public IReadOnlyList<TalkOutcome> Of(TalkCategory category)
    {
        _steps = 0;
        var kept = category
            .Patterns.SelectMany(pattern => pattern.Tokens)
            .Where(token => token.Star > 0)
            .DistinctBy(token => token.Star)
            .ToDictionary(token => token.Star, token => Own(token, category));
        _answer = category.Template;
        var outcomes = Follow(category, category.Around ?? category.Template, kept);
        if (_steps > MostSteps || outcomes.Any(one => one.Texts.Any(text => text.Text.Length > LongestText)))
        {
            book.NotTaken(category.Place, "its redirects make too many or too long answers");
            return [];
        }

        return outcomes;
    }

    /// <summary>The category that answers a message of a redirect.</summary>
    public (TalkCategory Category, IReadOnlyDictionary<int, string> Kept)? Find(
        ImmutableArray<string> words,
        bool mayGuess
    ) => index.Find(words, mayGuess);

    private static string Own(TalkToken token, TalkCategory category) =>
        token.Kind == TokenKind.Choice ? $"{{{{ star{token.Star}.name }}}}"
        : category.Patterns.All(pattern => pattern.IsEverything) ? "{{ text }}"
        : $"{{{{ star{token.Star} }}}}";

    private List<TalkOutcome> Follow(TalkCategory category, Say template, IReadOnlyDictionary<int, string> kept)
    {
        if (_way.Contains(category, ReferenceEqualityComparer.Instance))
        {
            var circle = _way.Reverse().SkipWhile(one => !ReferenceEquals(one, category)).Append(category);
            book.Problems.Error(
                category.Place,
                "redirects go round in a circle: "
                    + string.Join(" → ", circle.Select(one => $"{one.Place.Path}:{one.Place.Line}"))
                    + ".",
                "Break it there, and import again."
            );
            return [];
        }

        if (_way.Count > MostRedirects)
        {
            book.NotTaken(category.Place, $"a chain of more than {MostRedirects} redirects leads here");
            return [];
        }

        _way.Push(category);
        var outcomes = Make(template, kept);
        _way.Pop();
        return outcomes;
    }

    private List<TalkOutcome> Make(Say say, IReadOnlyDictionary<int, string> kept)
    {
        if (++_steps > MostSteps || book.Problems.HasErrors)
        {
            return [];
        }

        return say switch
        {
            SayText text => [TalkOutcome.Of(RuleText.Literal(text.Text))],
            SayStar star => [TalkOutcome.Of(kept.GetValueOrDefault(star.Number, ""))],
            SayValue value => [TalkOutcome.Of($"{{{{ {value.Expression} }}}}")],
            SayGet get => [TalkOutcome.Of(Get(get))],
            SayAnswer => Make(_answer, kept),
            SayForget forget => [TalkOutcome.Of(new TalkText("", [], [RuleText.Variable(forget.Name)]))],
            SaySet set => Set(RuleText.Variable(set.Name), set.Value, kept),
            SayCount count => Count(count, kept),
            SayAll all => All(all.Parts, kept),
            SayOneOf some => OneOf(some, kept),
            SayRedirect redirect => Redirect(redirect, kept),
            SayIf condition => If(condition, kept),
            SayCase letters => Letters(letters, kept),
            _ => [],
        };
    }

    private static string Get(SayGet get)
    {
        var name = RuleText.Variable(get.Name);
        return get.Unset.Length == 0
            ? $"{{{{ contact.{name} }}}}"
            : $"{{{{ contact.{name} | default: \"{get.Unset.Replace("\"", "'", StringComparison.Ordinal)}\" }}}}";
    }

    private List<TalkOutcome> Set(string name, Say value, IReadOnlyDictionary<int, string> kept) =>
        Each(
            Make(value, kept),
            text => text with { Text = "", Remember = text.Remember.Add(new(name, text.Text.Trim())) }
        );

    private List<TalkOutcome> Count(SayCount count, IReadOnlyDictionary<int, string> kept)
    {
        var name = RuleText.Variable(count.Name);
        return Each(
            Make(count.By, kept),
            text =>
            {
                var by =
                    double.TryParse(text.Text, CultureInfo.InvariantCulture, out _) ? text.Text
                    : text.Text.StartsWith("{{ ", StringComparison.Ordinal) ? text.Text[3..^3]
                    : "0";
                var start = $"{{{{ contact.{name} | default: 0 | {count.Filter}: {by} }}}}";
                return text with { Text = "", Remember = text.Remember.Add(new(name, start)) };
            }
        );
    }

    private static List<TalkOutcome> Each(List<TalkOutcome> outcomes, Func<TalkText, TalkText> change) =>
        [.. outcomes.Select(one => one with { Texts = [.. one.Texts.Select(change)] })];

    private List<TalkOutcome> All(IReadOnlyList<Say> parts, IReadOnlyDictionary<int, string> kept)
    {
        List<TalkOutcome> all = [TalkOutcome.Of("")];
        foreach (var part in parts)
        {
            var next = Make(part, kept);
            if (
                all.Any(one =>
                    one.Texts.Length * next.Select(other => other.Texts.Length).DefaultIfEmpty(0).Max() > MostTexts
                )
            )
            {
                book.Differs(_way.Peek().Place, $"of the many texts that chance makes here, {MostTexts} are kept");
            }

            all =
            [
                .. all.SelectMany(one => next.Select(other => one.Then(other, MostTexts)))
                    .OfType<TalkOutcome>()
                    .Take(MostTexts),
            ];
        }

        return all;
    }

    private List<TalkOutcome> OneOf(SayOneOf some, IReadOnlyDictionary<int, string> kept)
    {
        var parts = new List<ImmutableArray<TalkText>>();
        foreach (var outcomes in some.Parts.Select(part => Make(part, kept)))
        {
            if (outcomes.Count > 1 || outcomes.Any(one => !one.Tests.IsEmpty))
            {
                book.NotTaken(some.Place, "a condition inside a random answer; only its last case is kept");
            }

            parts.Add(outcomes is [.., var last] ? last.Texts : []);
        }

        var texts = ImmutableArray.CreateBuilder<TalkText>();
        texts.AddRange(TalkWeights.Share(parts, some.Weights));

        if (texts.Skip(1).Any(text => !text.DoesSame(texts[0])))
        {
            book.Differs(some.Place, "what only some of the random answers remember is not remembered");
            var common = Common(texts);
            for (var i = 0; i < texts.Count; i++)
            {
                texts[i] = texts[i] with { Remember = common, Forget = [] };
            }
        }

        return texts.Count == 0 ? [] : [new TalkOutcome([], TalkWeights.Tidy(texts, MostTexts))];
    }

    private static ImmutableArray<Remembered> Common(ImmutableArray<TalkText>.Builder texts) =>
        [.. texts[0].Remember.Where(one => texts.All(text => text.Remember.Contains(one)))];

    private List<TalkOutcome> Redirect(SayRedirect redirect, IReadOnlyDictionary<int, string> kept)
    {
        if (Make(redirect.Message, kept) is not [{ Tests.IsEmpty: true, Texts: [var message] }])
        {
            if (_steps > MostSteps)
            {
                return [];
            }

            book.NotTaken(redirect.Place, "a redirect to a message that depends on chance or on a condition");
            return [];
        }

        var words = TalkWords.Of(message.Text);
        if (Find(words, mayGuess: false) is not { } found)
        {
            book.NotTaken(redirect.Place, $"no pattern answers the redirect to '{Shown(words)}'");
            return [];
        }

        if (words.Any(TalkWords.IsHole) && Find(words, mayGuess: true) is { } guess && guess.Category != found.Category)
        {
            book.Differs(
                redirect.Place,
                $"the redirect to '{Shown(words)}' is always answered as in line {found.Category.Place.Line}"
            );
        }

        return Each(
            Follow(found.Category, found.Category.Template, found.Kept),
            new TalkText("", message.Remember, message.Forget).Then
        );
    }

    private static string Shown(ImmutableArray<string> words) =>
        string.Join(' ', words.Select(word => TalkWords.IsHole(word) ? "*" : word));

    private List<TalkOutcome> If(SayIf condition, IReadOnlyDictionary<int, string> kept)
    {
        if (condition.Branches.Any(branch => branch.Number is not null))
        {
            return Compared(condition, kept);
        }

        var outcomes = new List<TalkOutcome>();
        foreach (var branch in condition.Branches)
        {
            var test = branch.Test! with { Name = RuleText.Variable(branch.Test.Name) };
            outcomes.AddRange(
                Make(branch.Answer, kept)
                    .Select(one => new TalkOutcome([test], [TalkText.Of("")]).Then(one, MostTexts))
                    .OfType<TalkOutcome>()
            );
        }

        outcomes.AddRange(condition.Otherwise is { } otherwise ? Make(otherwise, kept) : []);
        return outcomes;
    }

    /// <summary>Numbers are compared inside the text: a rule's condition cannot.</summary>
    private List<TalkOutcome> Compared(SayIf condition, IReadOnlyDictionary<int, string> kept)
    {
        var text = "";
        foreach (var branch in condition.Branches)
        {
            if (
                Make(branch.Answer, kept) is not [{ Tests.IsEmpty: true, Texts: [{ Remember.IsEmpty: true } said, ..] }]
            )
            {
                book.NotTaken(condition.Place, "a comparison of numbers whose answer depends on more");
                continue;
            }

            text +=
                $"{LiquidTest.Before(branch)}{{% {(text.Contains("{% if", StringComparison.Ordinal) ? "elsif" : "if")} {LiquidTest.Of(branch)} %}}{said.Text}";
        }

        var otherwise = condition.Otherwise is { } last ? Make(last, kept) : [TalkOutcome.Of("")];
        if (text.Length == 0 || otherwise.Count == 0)
        {
            return otherwise;
        }

        var before = string.Concat(condition.Branches.Select(LiquidTest.Before).Distinct(StringComparer.Ordinal));
        foreach (var assigned in condition.Branches.Select(LiquidTest.Before).Where(one => one.Length > 0))
        {
            text = text.Replace(assigned, "", StringComparison.Ordinal);
        }

        return Each(otherwise, end => end with { Text = $"{before}{text}{{% else %}}{end.Text}{{% endif %}}" });
    }

    private List<TalkOutcome> Letters(SayCase letters, IReadOnlyDictionary<int, string> kept) =>
        Each(
            Make(letters.Text, kept),
            text => text with { Text = LetterCases.Of(letters.Case, text.Text, letters.Place, book) }
        );
}
