using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>How a program talks.</summary>
/// <param name="TopicsExclude">Outside a topic its patterns rest, and within it all others.</param>
/// <param name="LastSentence">What was said last is the last sentence.</param>
internal sealed record TalkManners(bool TopicsExclude, bool LastSentence);

/// <summary>Makes rules of the categories of a talking bot, in the order in which it asks them.</summary>
internal sealed class TalkCompiler
{
    private readonly ImportBook _book;
    private readonly TalkManners _manners;
    private readonly TalkIndex _index;
    private readonly TalkExpansion _expansion;
    private readonly IReadOnlyList<TalkCategory> _categories;
    private readonly Dictionary<TalkCategory, List<TalkPattern>> _aliases = new(ReferenceEqualityComparer.Instance);

    private TalkCompiler(IReadOnlyList<TalkCategory> categories, TalkManners manners, ImportBook book)
    {
        (_categories, _manners, _book) = (categories, manners, book);
        _index = new TalkIndex(categories);
        _expansion = new TalkExpansion(_index, book);
    }

    public static void Compile(IReadOnlyList<TalkCategory> categories, TalkManners manners, ImportBook book) =>
        new TalkCompiler(categories, manners, book).Compile();

    private void Compile()
    {
        var polite = PoliteForms.TakeFrom(_categories, _book, out var others);
        var drafts = new List<TalkDraft>();
        foreach (var category in others.Where(category => !IsAlias(category)))
        {
            var outcomes = _expansion.Of(category);
            drafts.AddRange(outcomes.Select(outcome => new TalkDraft(category, outcome, outcomes.Count > 1)));

            if (_book.Problems.HasErrors)
            {
                return;
            }
        }

        foreach (var draft in drafts)
        {
            draft.Patterns.AddRange(_aliases.GetValueOrDefault(draft.Category, []));
            draft.Patterns.AddRange(polite.Variants(draft));
        }

        LastSaid.Link(drafts, _manners.LastSentence, _book);
        var hasTopics = _manners.TopicsExclude && drafts.Exists(draft => !draft.Category.Topics.IsEmpty);
        _book.Rules.AddRange(
            drafts.Where(draft => draft.IsReachable).Select(draft => draft.ToRule(hasTopics, _book.Tables))
        );
        if (_index.IsExhausted)
        {
            _book.Differs("there are too many redirects to follow all of them; split the file, and import its parts");
        }

        if (!drafts.Exists(draft => draft.Category.IsLast))
        {
            _book.Differs("there is no answer to everything else; add a rule with stage: fallback");
        }

        _book.Differs("accents never count, and a mistyped word is forgiven if no rule fits as it stands");
        _book.Differs("of several texts none is said twice in a row");
    }

    /// <summary>A plain message that is redirected to a plain message is one more phrase of that rule.</summary>
    private bool IsAlias(TalkCategory category)
    {
        if (!category.IsFree || category.IsLast || category.Patterns.Any(pattern => !pattern.IsLiteral))
        {
            return false;
        }

        var target = category;
        for (var steps = 0; target.Template is SayRedirect { Message: SayText { Text: var message } }; steps++)
        {
            if (
                steps > 50
                || _expansion.Find(TalkWords.Of(message), mayGuess: false) is not { Category: { IsFree: true } next }
                || next.Patterns.Any(pattern => !pattern.IsLiteral)
            )
            {
                return false;
            }

            target = next;
        }

        if (ReferenceEquals(target, category) || IsTakenBefore(target, category))
        {
            return false;
        }

        if (!_aliases.TryGetValue(target, out var aliases))
        {
            _aliases.Add(target, aliases = []);
        }

        aliases.AddRange(category.Patterns);
        _book.Took("redirects that became phrases of their target");
        return true;
    }

    /// <summary>"good *" stands between "good day" and the "hello" that it is answered like: then it stays where it is.</summary>
    private bool IsTakenBefore(TalkCategory target, TalkCategory category) =>
        category
            .Patterns.Select(pattern => TalkWords.Of(string.Join(' ', pattern.Tokens.Select(token => token.Text))))
            .Any(words => _index.IsTakenBefore(target, category, words));
}

/// <summary>A rule in the making.</summary>
internal sealed class TalkDraft(TalkCategory category, TalkOutcome outcome, bool hasSiblings)
{
    public TalkCategory Category => category;

    public TalkOutcome Outcome => outcome;

    public List<TalkPattern> Patterns { get; } = [.. category.Patterns];

    /// <summary>Whose answers it goes on from.</summary>
    public List<TalkDraft> GoesOnFrom { get; } = [];

    /// <summary>Whether what is filled in may make an answer that it goes on from.</summary>
    public bool MayGoOn { get; set; }

    /// <summary>What it goes on from is said.</summary>
    public bool IsReachable => category.Previous.IsEmpty || GoesOnFrom.Count > 0 || MayGoOn;

    private IReadOnlySet<int> Used =>
        category
            .Patterns.SelectMany(pattern => pattern.Stars)
            .Where(star =>
                outcome.Texts.Any(text => Uses(text.Text, star) || text.Remember.Any(kept => Uses(kept.Value, star)))
            )
            .ToHashSet();

    public string Example(IReadOnlyList<ImportedTable> tables) => Patterns[0].Example(tables);

    public ImportedRule ToRule(bool hasTopics, IReadOnlyList<ImportedTable> tables)
    {
        var texts = TalkWeights.Tidy(
            outcome.Texts.Select(text => text with { Text = text.Text.Trim() }).Where(text => text.Text.Length > 0),
            int.MaxValue
        );
        var first = outcome.Texts.IsEmpty ? TalkText.Of("") : outcome.Texts[0];
        var isEverything = Patterns.Exists(pattern => pattern.IsEverything);
        return new ImportedRule(category.Place, isEverything ? "anything" : Patterns[0].Example(tables))
        {
            Stage = category.IsLast ? "fallback" : "main",
            Whole = isEverything ? [] : [.. Phrases().Distinct(StringComparer.Ordinal)],
            AfterWeSaid = [.. category.Previous.Select(pattern => pattern.InAnswer).Distinct(StringComparer.Ordinal)],
            Contact = [.. Tests(hasTopics)],
            Replies = [.. texts.Select(text => text.Text)],
            Weights = [.. texts.Select(text => (int)text.Weight)],
            Remember = first.Remember,
            Forget = first.Forget,
            Tests = TestsOf(tables),
        };
    }

    private IEnumerable<string> Phrases() =>
        category.Phrase is { } phrase
            ? Patterns.Skip(category.Patterns.Length).SelectMany(pattern => pattern.Phrases(Used)).Prepend(phrase)
            : Patterns.SelectMany(pattern => pattern.Phrases(Used));

    private static bool Uses(string text, int star)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"star{star}");
        for (
            var at = text.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(name, at + 1, StringComparison.Ordinal)
        )
        {
            if (at + name.Length >= text.Length || !char.IsAsciiDigit(text[at + name.Length]))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<ContactTest> Tests(bool hasTopics)
    {
        if (!category.Topics.IsEmpty)
        {
            yield return new ContactTest("topic", ContactOperator.Is, category.Topics);
        }
        else if (hasTopics)
        {
            yield return new ContactTest("topic", ContactOperator.Unknown, []);
        }

        foreach (var test in outcome.Tests)
        {
            yield return test;
        }
    }

    private IReadOnlyList<IReadOnlyList<string>> TestsOf(IReadOnlyList<ImportedTable> tables)
    {
        if (hasSiblings || !outcome.Tests.IsEmpty || !category.Topics.IsEmpty || outcome.Texts.IsEmpty)
        {
            return [];
        }

        string[] before = GoesOnFrom
            is [{ Outcome.Tests.IsEmpty: true, Category.Previous.IsEmpty: true, Category.Topics.IsEmpty: true } one, ..]
            ? [one.Example(tables)]
            : [];
        return before.Length == 0 && !category.Previous.IsEmpty
            ? []
            :
            [
                [.. before, Example(tables)],
            ];
    }
}
