using WebhookReceiver.Api;

namespace WebhookReceiver.Management.Texts;

/// <summary>
/// Changes texts of one rule at their source lines. Afterwards the file is read again: every other text must mean what
/// it meant, or nothing is changed.
/// </summary>
internal static class TextEditor
{
    private const int LongestText = 16_384;

    /// <summary>The changed file; null with the reason.</summary>
    /// <param name="file">The file.</param>
    /// <param name="ruleIndex">A character of the rule's first line.</param>
    /// <param name="changes">The changes.</param>
    public static (string? File, string? Problem) Change(
        LineEnds file,
        int ruleIndex,
        IReadOnlyList<TextChange> changes
    )
    {
        if (SpanNode.Read(file.Text) is not { } root || LocatedTexts.RuleAt(root, ruleIndex) is not { } rule)
        {
            return (null, "The rule was not found in its file.");
        }

        var texts = LocatedTexts.Of(rule).ToDictionary(text => text.Id, StringComparer.Ordinal);
        if (FaultOf(changes, texts) is { } fault)
        {
            return (null, fault);
        }

        // First in the style that stands there; if the file then means something else, in quotes.
        foreach (var isQuoted in new[] { false, true })
        {
            var changed = file.With(changes.Select(change => EditOf(file.Text, texts[change.Id], change, isQuoted)));
            if (IsAsMeant(root, changed, changes, texts))
            {
                return (changed, null);
            }
        }

        return (null, "This place of the file cannot be changed by a form; open the file.");
    }

    private static string? FaultOf(IReadOnlyList<TextChange> changes, Dictionary<string, LocatedText> texts)
    {
        if (changes.Count == 0)
        {
            return "There is nothing to change.";
        }

        foreach (var change in changes)
        {
            if (!texts.TryGetValue(change.Id, out var text))
            {
                return $"This rule has no text '{change.Id}'; there are {string.Join(", ", texts.Keys)}.";
            }

            var fault =
                !text.IsEditable ? $"'{change.Id}' is the name of something shared; change it where it is defined."
                : change.Text is null && change.Add ? "A new phrase needs a text."
                : change.Text is null && (text.List is null || !text.IsPhrase)
                    ? $"'{change.Id}' is the only one here; it cannot be taken out."
                : change.Add && !text.IsPhrase ? "Only phrases can be added."
                : change.Text?.Length > LongestText ? $"A text has at most {LongestText} letters."
                : change.Text is not null && string.IsNullOrWhiteSpace(change.Text) ? "A text cannot be empty."
                : null;
            if (fault is not null)
            {
                return fault;
            }
        }

        // One change at a place: two would depend on each other.
        if (changes.Select(change => change.Id).Distinct(StringComparer.Ordinal).Count() < changes.Count)
        {
            return "One text is named twice; send its changes one after the other.";
        }

        var emptied = changes
            .Where(change => change.Text is null)
            .GroupBy(change => texts[change.Id].List!)
            .Any(list => list.Count() >= list.Key.Items.Count);
        return emptied ? "At least one phrase must stay." : null;
    }

    private static (int Start, int End, string Text) EditOf(
        string file,
        LocatedText text,
        TextChange change,
        bool isQuoted
    )
    {
        var isInFlow = text.List is { IsFlow: true } || IsInFlow(file, text.Scalar);
        if (change.Text is null)
        {
            return Without(file, text);
        }

        if (!change.Add)
        {
            var value = change.Text.ReplaceLineEndings("\n");
            return (
                text.Scalar.Start,
                text.Scalar.End,
                isQuoted || (text.IsPhrase && WrittenText.HasComma(value))
                    ? WrittenText.Quoted(value)
                    : WrittenText.In(value, text.Scalar, file, isInFlow)
            );
        }

        return Beside(file, text, change.Text.ReplaceLineEndings("\n"), isQuoted);
    }

    /// <summary>A new phrase behind another.</summary>
    private static (int Start, int End, string Text) Beside(string file, LocatedText text, string value, bool isQuoted)
    {
        string Written(bool isInFlow) => isQuoted ? WrittenText.Quoted(value) : WrittenText.New(value, isInFlow);

        var scalar = text.Scalar;
        if (text.List is null)
        {
            return (scalar.Start, scalar.End, $"[{InList(file, scalar)}, {Written(isInFlow: true)}]");
        }

        if (text.List.IsFlow)
        {
            return (scalar.End, scalar.End, $", {Written(isInFlow: true)}");
        }

        var line = file.IndexOf('\n', scalar.End);
        line = line < 0 ? file.Length : line;
        var begin = file.LastIndexOf('\n', Math.Max(scalar.Start - 1, 0)) + 1;
        var dash = file.LastIndexOf('-', scalar.Start);
        return (line, line, $"\n{new string(' ', dash - begin)}- {Written(isInFlow: false)}");
    }

    /// <summary>A phrase that stood alone, now between brackets.</summary>
    private static string InList(string file, SpanScalar scalar) =>
        scalar.Style == YamlDotNet.Core.ScalarStyle.Plain || scalar.IsBlock
            ? WrittenText.New(scalar.Value.TrimEnd('\n'), isInFlow: true)
            : file[scalar.Start..scalar.End];

    private static (int Start, int End, string Text) Without(string file, LocatedText text)
    {
        var (start, end) = (text.Scalar.Start, text.Scalar.End);
        if (!text.List!.IsFlow)
        {
            // Its whole line, and the comment behind it.
            var next = file.IndexOf('\n', end);
            return (
                file.LastIndexOf('\n', file.LastIndexOf('-', start)) is var before && before >= 0 ? before : 0,
                next < 0 ? file.Length : next,
                ""
            );
        }

        var index = text.List.Items.Index().First(item => ReferenceEquals(item.Item, text.Scalar)).Index;
        return index > 0 ? (text.List.Items[index - 1].End, end, "") : (start, text.List.Items[1].Start, "");
    }

    /// <summary>Whether brackets or braces are open around a text.</summary>
    private static bool IsInFlow(string file, SpanScalar scalar)
    {
        var begin = file.LastIndexOf('\n', Math.Max(scalar.Start - 1, 0)) + 1;
        return file.AsSpan(begin, scalar.Start - begin).ContainsAny("[{");
    }

    /// <summary>Compares all texts before and after: only those that were to change may differ.</summary>
    private static bool IsAsMeant(
        SpanNode root,
        string changed,
        IReadOnlyList<TextChange> changes,
        Dictionary<string, LocatedText> texts
    )
    {
        if (SpanNode.Read(new LineEnds(changed).Text) is not { } now)
        {
            return false;
        }

        var edits = changes.ToDictionary(change => texts[change.Id].Scalar, change => change);
        var expected = new List<string>();
        foreach (var scalar in root.Scalars())
        {
            if (!edits.TryGetValue(scalar, out var change))
            {
                expected.Add(scalar.Value);
            }
            else if (change.Add)
            {
                expected.AddRange([scalar.Value.TrimEnd('\n'), change.Text!.ReplaceLineEndings("\n")]);
            }
            else if (change.Text is not null)
            {
                expected.Add(change.Text.ReplaceLineEndings("\n"));
            }
        }

        // The last line break of a block means nothing.
        return now.Scalars()
            .Select(scalar => scalar.Value.TrimEnd('\n'))
            .SequenceEqual(expected.Select(value => value.TrimEnd('\n')), StringComparer.Ordinal);
    }
}
