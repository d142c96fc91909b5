using WebhookReceiver.Management.Texts;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>Tests of a rule, as lines of its file.</summary>
internal static class RuleTestLines
{
    public static string Of(string indent, IEnumerable<string> say, IEnumerable<string> not) =>
        string.Join(
            '\n',
            say.Select(text => $"{indent}- say: {WrittenText.Quoted(text)}")
                .Concat(not.Select(text => $"{indent}- not: {WrittenText.Quoted(text)}"))
        );

    /// <summary>
    /// The file with more tests behind the last one of a rule, all else byte for byte; null if its form does not allow
    /// that.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="ruleIndex">A character of the rule's first line.</param>
    /// <param name="say">Messages that the rule must answer.</param>
    /// <param name="not">Messages that it must not answer.</param>
    public static string? Add(LineEnds file, int ruleIndex, IReadOnlyList<string> say, IReadOnlyList<string> not)
    {
        if (
            SpanNode.Read(file.Text) is not { } root
            || LocatedTexts.RuleAt(root, ruleIndex) is not { IsFlow: false } rule
        )
        {
            return null;
        }

        var begin = file.Text.LastIndexOf('\n', Math.Max(rule.Start - 1, 0)) + 1;
        var keys = new string(' ', rule.Start - begin);
        var added = say.SelectMany(text => new[] { "say", text })
            .Concat(not.SelectMany(text => new[] { "not", text }))
            .ToList();
        string lines;
        int end;
        switch (rule["tests"])
        {
            case SpanList { IsFlow: false, Items: [.., var last] } tests:
                var dash = file.Text.LastIndexOf('-', last.Start);
                var dashes = new string(' ', Math.Max(dash - (file.Text.LastIndexOf('\n', Math.Max(dash, 0)) + 1), 0));
                end = SpanEnds.LineBehind(file.Text, SpanEnds.Of(tests));
                lines = Of(dashes, say, not);
                break;
            case null:
                end = SpanEnds.LineBehind(file.Text, SpanEnds.Of(rule));
                lines = $"{keys}tests:\n{Of(keys + "  ", say, not)}";
                added.Insert(0, "tests");
                break;
            default:
                return null;
        }

        var changed = file.With([(end, end, "\n" + lines)]);
        return SpanEnds.IsOnlyMore(root, changed, added) ? changed : null;
    }
}
