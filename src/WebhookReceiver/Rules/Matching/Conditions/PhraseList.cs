using System.Buffers;
using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Phrases from a text, a list of texts, or either by language.</summary>
internal static class PhraseList
{
    // Comma, Arabic comma, ideographic comma, full-width comma: the list separators of all scripts.
    private static readonly SearchValues<char> Commas = SearchValues.Create(",،、，");

    /// <summary>Most phrases that one phrase with lists may expand to.</summary>
    private const int MostPhrases = 1_000;

    private const int MostLists = 8;

    public static ImmutableArray<Phrase> Parse(Node node, ParseContext context) =>
        node is MapNode map && LocalTexts.IsByLanguage(map)
            ? PhrasesByLanguage.Parse(map, context)
            : PhrasesByLanguage.Shared(ParseOnce(node, context));

    /// <summary>Phrases of no language, or of one.</summary>
    public static ImmutableArray<Phrase> ParseOnce(Node node, ParseContext context)
    {
        var phrases = ImmutableArray.CreateBuilder<Phrase>(1);
        foreach (var text in context.TextList(node, "a phrase"))
        {
            if (IsListInText(text, context))
            {
                continue;
            }

            foreach (var (phrase, languages) in Expand(text.Value, text, [], context))
            {
                if (Parse(phrase, text, context) is { } parsed)
                {
                    var spoken = Both(languages, text.Languages);
                    parsed = spoken is null or 0 ? parsed : parsed.In(spoken.Value);
                    phrases.Add(HasVariants(text.Value, phrase) ? parsed.OneOf(text.Value) : parsed);
                }
            }
        }

        return phrases.DrainToImmutable();
    }

    private static bool HasVariants(string written, string phrase) =>
        written != phrase && written.Contains('|', StringComparison.Ordinal);

    /// <summary>The languages that two parts have, none where neither says it; null if none has both: "fresh Brot".</summary>
    public static ulong? Both(ulong one, ulong other) =>
        one == 0 ? other
        : other == 0 ? one
        : (one & other) is not 0 and var both ? both
        : null;

    /// <summary>Alternatives are written out first, then the lists in each of them.</summary>
    private static List<(string Text, ulong Languages)> Expand(
        string phrase,
        TextNode text,
        ImmutableHashSet<string> inside,
        ParseContext context
    )
    {
        var variants = PhraseVariants.Of(phrase, out var fault);
        if (fault is not null)
        {
            var isWritten = ReferenceEquals(phrase, text.Value);
            context.Problems.Error(
                isWritten && fault.At > 0 ? Templates.PlaceIn(text, fault.At) : text.Place,
                fault.Message,
                fault.Fix
            );
            context.Problems.LacksSomething = true;
            return [];
        }

        if (variants.Count == 1)
        {
            return ExpandLists(variants[0], text, inside, context);
        }

        var phrases = new List<(string Text, ulong Languages)>();
        foreach (var variant in variants)
        {
            if (!context.Expand(text))
            {
                return [];
            }

            phrases.AddRange(ExpandLists(variant, text, inside, context));
            if (phrases.Count > MostPhrases)
            {
                ReportMany(text, context);
                return [];
            }
        }

        return phrases;
    }

    private static void ReportMany(TextNode text, ParseContext context) =>
        context.Problems.Error(
            text.Place,
            $"'{text.Value}' stands for more than {MostPhrases} phrases.",
            "Name fewer lists in it, or shorter ones."
        );

    /// <summary><c>order $cakes</c> expands to one phrase per entry of the list.</summary>
    private static List<(string Text, ulong Languages)> ExpandLists(
        string phrase,
        TextNode text,
        ImmutableHashSet<string> inside,
        ParseContext context
    )
    {
        if (ListReference.In(phrase) is not { } range)
        {
            return [(phrase, 0)];
        }

        var name = phrase[range][1..];
        if (inside.Contains(name))
        {
            context.Problems.Error(text.Place, $"the list '{name}' stands in itself.", "Take it out of the list.");
            return [];
        }

        if (inside.Count == MostLists || phrase.Count('$') > MostLists)
        {
            context.Problems.Error(
                text.Place,
                $"'{text.Value}' has more than {MostLists} lists in it.",
                "Name fewer lists in a phrase."
            );
            return [];
        }

        var entries = context.Entries(name, text.Place);
        context.Problems.LacksSomething |= entries.Count == 0;
        (string Text, ulong Languages)[] middles =
        [
            .. entries
                .Where(entry => !IsListInText(entry, context))
                .SelectMany(entry =>
                    Expand(entry.Value, text, inside.Add(name), context)
                        .Select(one => (one.Text, Both(one.Languages, entry.Languages) ?? entry.Languages))
                ),
        ];
        var ends = Expand(phrase[range.End..], text, inside, context);
        var phrases = new List<(string Text, ulong Languages)>();
        foreach (var (middle, end) in middles.SelectMany(middle => ends.Select(end => (middle, end))))
        {
            if (Both(middle.Languages, end.Languages) is not { } languages)
            {
                continue;
            }

            if (phrases.Count == MostPhrases)
            {
                ReportMany(text, context);
                return [];
            }

            if (!context.Expand(text))
            {
                return [];
            }

            phrases.Add((phrase[..range.Start] + middle.Text + end.Text, languages));
        }

        return phrases;
    }

    private static bool IsListInText(TextNode text, ParseContext context)
    {
        if (ListInText(text) is not { } pitfall)
        {
            return false;
        }

        context.Problems.Error(text.Place, pitfall.Message, pitfall.Fix);
        context.Problems.LacksSomething = true;
        return true;
    }

    private static Phrase? Parse(string phraseText, TextNode text, ParseContext context)
    {
        ForeignLetters.Check(text.Place, phraseText, context.Problems);
        PhraseNotes.Check(text, phraseText, context);
        if (Phrase.Parse(phraseText, context.Vocabulary, context.Slots, out var error) is { } phrase)
        {
            return phrase;
        }

        if (context.Symbols.Tables.Keys.Any(table => IsBrokenTable(table, phraseText, context)))
        {
            context.Problems.LacksSomething = true;
            return null;
        }

        context.Problems.Error(PlaceOf(error, text), error ?? "this is no phrase.");
        // Its missing capture must not be reported as an unknown variable.
        context.Problems.LacksSomething = true;
        return null;
    }

    /// <summary>Where the type stands that a problem quotes; otherwise where the phrase begins.</summary>
    private static RulePlace PlaceOf(string? error, TextNode text)
    {
        var end = error is ['\'', ..] ? error.IndexOf('\'', 1) : -1;
        var at = end < 0 ? -1 : text.Value.IndexOf(":" + error![1..end], StringComparison.Ordinal);
        return at < 0 ? text.Place : Templates.PlaceIn(text, at + 1);
    }

    private static bool IsBrokenTable(string table, string phrase, ParseContext context) =>
        !context.Definitions.Tables.ContainsKey(table) && phrase.Contains($":{table}>", StringComparison.Ordinal);

    /// <summary>Several phrases in one text; quotes mark an intended comma.</summary>
    private static YamlPitfall? ListInText(TextNode text)
    {
        var value = text.Value;
        var at = value.AsSpan().IndexOfAny(Commas);
        if (text.Style != TextStyle.Plain || at < 0 || IsInsideNumber(value, at))
        {
            return TypographicQuotes.In(text);
        }

        string[] entries =
        [
            .. Split(value is ['(', .., ')'] ? value[1..^1] : value)
                .Select(entry => entry.Trim(' ', '“', '”'))
                .Where(entry => entry.Length > 0),
        ];
        return new YamlPitfall(
            $"'{value[at]}' does not separate phrases here: this is a single phrase.",
            $"Write: [{string.Join(", ", entries)}] or, if the comma belongs to the phrase, {RawLine.Quoted(value)}"
        );
    }

    private static string[] Split(string value) => value.Split([',', '،', '、', '，']);

    private static bool IsInsideNumber(string value, int at) =>
        at > 0 && at + 1 < value.Length && char.IsDigit(value[at - 1]) && char.IsDigit(value[at + 1]);
}
