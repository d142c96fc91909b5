using System.Buffers;
using System.Collections.Immutable;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary>Phrases out of a text or a list of texts.</summary>
internal static class PhraseList
{
    // Comma, Arabic comma, ideographic comma, full-width comma: what separates the entries of a list in some script.
    private static readonly SearchValues<char> Commas = SearchValues.Create(",،、，");

    public static ImmutableArray<Phrase> Read(Node node, Reading reading)
    {
        var phrases = ImmutableArray.CreateBuilder<Phrase>();
        foreach (var text in reading.TextList(node, "a phrase"))
        {
            if (ReadOne(text, reading) is { } phrase)
            {
                phrases.Add(phrase);
            }
        }

        return phrases.ToImmutable();
    }

    private static Phrase? ReadOne(TextNode text, Reading reading)
    {
        if (ListInText(text) is { } trap)
        {
            reading.Problems.Error(text.Place, trap.Message, trap.Cure);
            reading.Problems.LacksSomething = true;
            return null;
        }

        if (Phrase.Parse(text.Value, reading.Vocabulary, reading.Slots, out var error) is { } phrase)
        {
            return phrase;
        }

        if (reading.Names.Tables.Keys.Any(table => IsBrokenTable(table, text.Value, reading)))
        {
            reading.Problems.LacksSomething = true;
            return null;
        }

        reading.Problems.Error(text.Place, error ?? "this is no phrase.");
        // What it would have captured is no unknown variable.
        reading.Problems.LacksSomething = true;
        return null;
    }

    private static bool IsBrokenTable(string table, string phrase, Reading reading) =>
        !reading.Book.Tables.ContainsKey(table) && phrase.Contains($":{table}>", StringComparison.Ordinal);

    /// <summary>Several phrases written as one text; quotes say that the comma is meant.</summary>
    private static TextTrap? ListInText(TextNode text)
    {
        var value = text.Value;
        var at = value.AsSpan().IndexOfAny(Commas);
        if (text.Style != TextStyle.Plain || at < 0 || IsInsideNumber(value, at))
        {
            return SmartQuotes(text);
        }

        string[] entries =
        [
            .. Split(value).Select(entry => entry.Trim(' ', '“', '”')).Where(entry => entry.Length > 0),
        ];
        return new TextTrap(
            $"'{value[at]}' does not separate phrases here: this is a single phrase.",
            $"Write: [{string.Join(", ", entries)}] or, if the comma belongs to the phrase, {RawLine.Quoted(value)}"
        );
    }

    private static string[] Split(string value) => value.Split([',', '،', '、', '，']);

    private static bool IsInsideNumber(string value, int at) =>
        at > 0 && at + 1 < value.Length && char.IsDigit(value[at - 1]) && char.IsDigit(value[at + 1]);

    private static TextTrap? SmartQuotes(TextNode text)
    {
        const string Message = "typographic quotes do not quote in YAML; they are part of the text.";
        return text.Style != TextStyle.Plain
            ? null
            : text.Value switch
            {
                ['“' or '„' or '‘' or '«', .., '”' or '“' or '’' or '»'] => new(
                    Message,
                    $"Write: {RawLine.Quoted(text.Value[1..^1])}"
                ),
                ['“' or '„' or '«', ..] or [.., '”' or '»'] => new(
                    Message,
                    "Use straight quotes: \" at the beginning and at the end."
                ),
                _ => null,
            };
    }
}
