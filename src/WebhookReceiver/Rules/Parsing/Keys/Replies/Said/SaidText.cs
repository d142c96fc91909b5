using System.Buffers;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>
/// Reviews a text for customers: escapes that nothing turns into a line break are errors; placeholders and markup of other
/// programs are notes, as they may be meant.
/// </summary>
internal static class SaidText
{
    private const int MostTold = 50;

    private static readonly SearchValues<char> Signs = SearchValues.Create("\\/%{$<[*_~&#«");

    /// <summary>False after an error.</summary>
    public static bool Check(TextNode text, IReadOnlySet<string> captures, ParseContext context)
    {
        if (text.Value.AsSpan().IndexOfAny(Signs) < 0 || PlainText.Of(text.Value) is not { } plain)
        {
            return true;
        }

        var cure = new TextCure(text, context.Symbols.SourceOf(text.Place.Path ?? ""));
        var escapes = cure.IsEscaped ? [] : WrittenEscapes.Find(plain);
        var names = new PlaceholderNames(captures, context.Symbols.Remembered, cure.InnerQuote);
        var foreign = ForeignMarkup.Find(plain, names, RuleFileNames.IsMarkdown(text.Place.Path ?? ""));
        foreign = PlainText.Filled(foreign, plain, text.Value);
        if (escapes.Count > 0)
        {
            ReportEscapes(text, escapes, [.. escapes, .. foreign], cure, context);
            return false;
        }

        Note(text, foreign, cure, context);
        return true;
    }

    /// <summary>The same for a text of a test, in which markup is what the reply has.</summary>
    public static void CheckEscapes(TextNode text, ParseContext context)
    {
        if (!text.Value.Contains('\\', StringComparison.Ordinal) || PlainText.Of(text.Value) is not { } plain)
        {
            return;
        }

        var cure = new TextCure(text, context.Symbols.SourceOf(text.Place.Path));
        if (!cure.IsEscaped && WrittenEscapes.Find(plain) is { Count: > 0 } escapes)
        {
            ReportEscapes(text, escapes, escapes, cure, context);
        }
    }

    private static void ReportEscapes(
        TextNode text,
        List<TextPart> escapes,
        List<TextPart> all,
        TextCure cure,
        ParseContext context
    )
    {
        var first = escapes[0];
        context.Problems.Error(
            Templates.PlaceIn(text, first.Offset),
            $"'{first.In(text.Value)}' goes out as it stands: nothing makes {WrittenEscapes.Meaning(first)} of it here.",
            cure.OfEscapes(escapes, all)
        );
    }

    private static void Note(TextNode text, List<TextPart> foreign, TextCure cure, ParseContext context)
    {
        var isByLine = text.Style == TextStyle.Literal;
        foreach (var line in foreign.GroupBy(part => isByLine ? LineOf(text.Value, part.Offset) : 0))
        {
            if (++context.ForeignTexts > MostTold)
            {
                return;
            }

            TextPart[] parts = [.. line];
            context.Problems.Note(
                Templates.PlaceIn(text, parts[0].Offset),
                $"this goes out to customers as it stands: {string.Join(", ", parts.Select(part => $"'{part.In(text.Value)}'"))}.",
                cure.Of(parts, line.Key)
            );
        }
    }

    private static int LineOf(string value, int offset) => value.AsSpan(0, offset).Count('\n');
}

/// <summary>A part of a text that customers would see as it stands, and what to write instead.</summary>
internal readonly record struct TextPart(int Offset, int Length, string Instead)
{
    public int End => Offset + Length;

    public string In(string value) => value.Substring(Offset, Length);

    /// <summary>The text, or a piece of it, with all parts replaced.</summary>
    public static string Replace(string value, IEnumerable<TextPart> parts, int from = 0, int? end = null)
    {
        var text = new System.Text.StringBuilder();
        var at = from;
        foreach (var part in parts.OrderBy(part => part.Offset).Where(part => part.Offset >= from))
        {
            if (part.Offset < at)
            {
                continue;
            }

            text.Append(value, at, part.Offset - at).Append(part.Instead);
            at = part.End;
        }

        return text.Append(value, at, (end ?? value.Length) - at).ToString();
    }
}
