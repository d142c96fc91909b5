using WebhookReceiver.Api;

namespace WebhookReceiver.Management.Texts;

/// <summary>
/// Writes a test beside its rule. Nothing else of the file changes: afterwards it is read again, and every other text
/// must mean what it meant.
/// </summary>
internal static class TestEditor
{
    private const string TestsKey = "tests";

    /// <summary>The changed file; null with the reason.</summary>
    /// <param name="file">The file.</param>
    /// <param name="ruleIndex">A character of the rule's first line.</param>
    /// <param name="test">The test.</param>
    public static (string? File, string? Problem) Add(LineEnds file, int ruleIndex, NewRuleTest test)
    {
        var (lines, problem) = WrittenTest.Of(test);
        if (problem is not null)
        {
            return (null, problem);
        }

        if (SpanNode.Read(file.Text) is not { } root || LocatedTexts.RuleAt(root, ruleIndex) is not { } rule)
        {
            return (null, "The rule was not found in its file.");
        }

        if (PlaceOf(file.Text, rule, lines) is not { } edit)
        {
            return (null, "The tests of this rule are written in an unusual way; open the file.");
        }

        var changed = file.With([(edit.At, edit.At, edit.Text)]);
        return IsOnlyMore(root, changed, edit.At, rule[TestsKey] is null)
            ? (changed, null)
            : (null, "This place of the file cannot be changed by a form; open the file.");
    }

    private static (int At, string Text)? PlaceOf(
        string file,
        SpanMap rule,
        IReadOnlyList<(string Key, string Written)> lines
    )
    {
        var inFlow = $"{{ {string.Join(", ", lines.Select(line => $"{line.Key}: {line.Written}"))} }}";
        switch (rule[TestsKey])
        {
            case null when rule.IsFlow && rule.Entries.Count > 0:
                return (EndOf(rule.Entries[^1].Value), $", {TestsKey}: [{inFlow}]");
            case null when rule.Entries.Count > 0:
            {
                var indent = ColumnOf(file, rule.Entries[0].Key.Start);
                var blanks = new string(' ', indent);
                return (
                    EndOfLine(file, EndOf(rule)),
                    $"\n{blanks}{TestsKey}:{string.Concat(Block(lines, indent + 2))}"
                );
            }

            case SpanList { IsFlow: true, Items.Count: 0 } empty:
                return (empty.Start + 1, inFlow);
            case SpanList { IsFlow: true } flow:
                return (EndOf(flow.Items[^1]), $", {inFlow}");
            case SpanList { Items.Count: > 0 } block:
                return (
                    EndOfLine(file, EndOf(block)),
                    string.Concat(Block(lines, DashOf(file, block.Items[^1].Start)))
                );
            default:
                return null;
        }
    }

    /// <summary>An item of a list: a dash before its first key, blanks before the others.</summary>
    private static IEnumerable<string> Block(IReadOnlyList<(string Key, string Written)> lines, int indent) =>
        lines.Select(
            (line, index) => $"\n{new string(' ', indent)}{(index == 0 ? "- " : "  ")}{line.Key}: {line.Written}"
        );

    private static int ColumnOf(string file, int at) => at - (file.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1);

    private static int DashOf(string file, int at) => ColumnOf(file, file.LastIndexOf('-', at - 1));

    private static int EndOfLine(string file, int at) => file.IndexOf('\n', at) is >= 0 and var end ? end : file.Length;

    /// <summary>Behind the last character of a node. The parser ends a block only where the next thing begins.</summary>
    private static int EndOf(SpanNode node) =>
        node switch
        {
            SpanList { IsFlow: false, Items: [.., var last] } => EndOf(last),
            SpanMap { IsFlow: false, Entries: [.., var last] } => Math.Max(last.Key.End, EndOf(last.Value)),
            // The parser ends these before their bracket.
            SpanList or SpanMap => node.End + 1,
            _ => node.End,
        };

    /// <summary>Whether all texts of before are there, in their order, and the new ones stand together between them.</summary>
    private static bool IsOnlyMore(SpanNode root, string changed, int at, bool isNewKey)
    {
        if (SpanNode.Read(new LineEnds(changed).Text) is not { } now)
        {
            return false;
        }

        string[] before = [.. root.Scalars().Select(scalar => scalar.Value.TrimEnd('\n'))];
        string[] after = [.. now.Scalars().Select(scalar => scalar.Value.TrimEnd('\n'))];
        var head = root.Scalars().Count(scalar => scalar.Start < at);
        return after.Length > before.Length
            && after.AsSpan(0, head).SequenceEqual(before.AsSpan(0, head))
            && after.AsSpan(after.Length - (before.Length - head)).SequenceEqual(before.AsSpan(head))
            && after[head] == (isNewKey ? TestsKey : after[head]);
    }
}
