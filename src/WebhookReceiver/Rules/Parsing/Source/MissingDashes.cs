using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Keys.Tests;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Entries of lists (rules, phrases, replies, questions, rows, tests) that begin without their dash.</summary>
internal static class MissingDashes
{
    private const string Message = "an entry of a list begins with '-' and a blank.";

    /// <summary>Lists whose entries have a name of their own instead of known keys.</summary>
    private static readonly string[] Named = ["ask", "menu"];

    private static readonly string[] OfQuestion = ["expect", "tries", "otherwise", "not-possible", "skip"];

    /// <summary>A line in the column of the dashes above it; null for any other.</summary>
    public static SyntaxFinding? At(SourceText source, RawLine line)
    {
        // The keys below the first one of such an entry stand in its column, too.
        if (
            Beside(source, line) is { Dashes: "" } first
            && RuleKeys.Spec.Knows(first.Key ?? "")
            && line.Key is not null
        )
        {
            return At(source, first);
        }

        var isTop = line.Indent.Length == 0 && TopKeys.Spec.Knows(line.Key ?? "");
        if (line.Dashes.Length > 0 || isTop || EntryAbove(source, line) is not { } entry)
        {
            return null;
        }

        if (line.Key is null)
        {
            return entry.Key is null && entry.Value is not (['|' or '>', ..] or ['{' or '[', ..])
                ? Of(line, Message, [])
                : null;
        }

        var keys = KeysOf(source, entry, line.Number);
        if (keys.Contains(line.Key, StringComparer.Ordinal))
        {
            return RuleKeys.Spec.Knows(line.Key) && RuleKeys.Spec.Knows(entry.Key ?? "")
                ? OfRule(line, "a rule begins with '-' and a blank.")
                : Of(line, Message, keys);
        }

        var isNamed = Named.Contains(ParentOf(source, entry)?.Key, StringComparer.Ordinal);
        return isNamed && !KnownWords.All.Contains(line.Key) && !IsOfQuestion(line.Key)
            ? Of(line, Message, OfQuestion)
            : null;
    }

    /// <summary>The first entry below 'rules' or 'tests'; null if its key does not belong there.</summary>
    public static SyntaxFinding? First(SourceText source, RulePlace place, string list)
    {
        var line = RawLine.Parse(source, place.Line);
        var isOf = list == "rules" ? RuleKeys.Spec.Knows(line.Key ?? "") : TestKeys.Spec.Knows(line.Key ?? "");
        return !isOf || line.Dashes.Length > 0 ? null
            : list == "rules" ? OfRule(line, "rules must be a list, but this is a map.")
            : Of(line, $"{list} must be a list, but this is a map.", TestKeys.Spec.Names);
    }

    /// <summary>A key that stands in its entry already, as the first key of the next one; null for any other.</summary>
    /// <param name="source">The file.</param>
    /// <param name="key">The key that comes again.</param>
    /// <param name="known">The keys of the entry so far.</param>
    public static SyntaxFinding? Again(SourceText source, TextNode key, IReadOnlyList<string> known)
    {
        var line = RawLine.Parse(source, key.Place.Line);
        var begins = known[0] == key.Value || (key.Value == "id" && known.Contains("when", StringComparer.Ordinal));
        if (!begins || line.Dashes.Length > 0 || line.Key != key.Value || line.Indent.Length < 2)
        {
            return null;
        }

        var others = KeysOf(source, line, source.LineCount + 1);
        var isNext = others.Skip(1).Any(other => other != key.Value && known.Contains(other, StringComparer.Ordinal));
        // One key alone may as well be written twice.
        return isNext || (known.Count == 1 && !RuleKeys.Spec.Knows(key.Value))
            ? Of(
                line,
                $"'{key.Value}' stands here a second time: the next {What(key.Value)} begins without a dash.",
                known
            ) with
            {
                Fix = $"Write in column {line.KeyColumn - 2}: - {line.With(line.Value)}",
            }
            : null;
    }

    private static string What(string key) =>
        RuleKeys.Spec.Knows(key) ? "rule"
        : TestKeys.Spec.Knows(key) ? "test"
        : "entry";

    private static bool IsOfQuestion(string key) => OfQuestion.Contains(key, StringComparer.Ordinal);

    private static SyntaxFinding Of(RawLine line, string message, IReadOnlyList<string> keys) =>
        new(line.Number, line.KeyColumn, message, $"Write: - {line.With(line.Value)}") { EntryKeys = keys };

    private static SyntaxFinding OfRule(RawLine line, string message) =>
        new(line.Number, line.KeyColumn, message, LayoutMistakes.NewRule(line)) { EntryKeys = RuleKeys.Spec.Names };

    /// <summary>The nearest line above in the same column, if it has a dash.</summary>
    private static RawLine? EntryAbove(SourceText source, RawLine line) =>
        Beside(source, line) is { Dashes.Length: > 0 } entry ? entry : null;

    /// <summary>The nearest line above in the same column, if none before it stands further to the left.</summary>
    private static RawLine? Beside(SourceText source, RawLine line)
    {
        for (var number = line.Number - 1; number > 0; number--)
        {
            var above = RawLine.Parse(source, number);
            if (!above.IsBlank && !above.IsComment && above.Indent.Length <= line.Indent.Length)
            {
                return above.Indent.Length == line.Indent.Length ? above : null;
            }
        }

        return null;
    }

    /// <summary>The keys of an entry, from its first line to the line before another.</summary>
    private static List<string> KeysOf(SourceText source, RawLine entry, int end)
    {
        var keys = new List<string> { entry.Key ?? "" };
        for (var number = entry.Number + 1; number < end; number++)
        {
            var line = RawLine.Parse(source, number);
            if (line.IsBlank || line.IsComment)
            {
                continue;
            }

            if (line.Indent.Length < entry.KeyColumn - 1)
            {
                break;
            }

            if (line.Key is not null && line.Dashes.Length == 0 && line.KeyColumn == entry.KeyColumn)
            {
                keys.Add(line.Key);
            }
        }

        return keys;
    }

    /// <summary>The key whose list the entry stands in.</summary>
    private static RawLine? ParentOf(SourceText source, RawLine entry)
    {
        for (var number = entry.Number - 1; number > 0; number--)
        {
            var above = RawLine.Parse(source, number);
            if (!above.IsBlank && !above.IsComment && above.Indent.Length <= entry.Indent.Length)
            {
                if (above.Dashes.Length == 0 || above.Indent.Length < entry.Indent.Length)
                {
                    return above;
                }
            }
        }

        return null;
    }
}
