using System.Globalization;
using System.Text;
using WebhookReceiver.Management.Texts;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>A rule for messages that nobody understood, as its file will have it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Phrases">What customers say.</param>
/// <param name="Reply">What a person answers.</param>
/// <param name="Tests">Messages that it must answer.</param>
/// <param name="Not">Messages that it must not answer.</param>
internal sealed record NewRule(
    string Id,
    IReadOnlyList<string> Phrases,
    string Reply,
    IReadOnlyList<string> Tests,
    IReadOnlyList<string> Not
)
{
    /// <summary>The file with this rule behind its last one; null if its form does not allow that.</summary>
    /// <param name="file">The file; empty for a new one.</param>
    public string? In(LineEnds file)
    {
        var gap = file.Text.Length == 0 || file.Text.EndsWith('\n') ? "" : "\n";
        if (file.Text.Split('\n').All(line => line.Trim() is "" or ['#', ..]))
        {
            return file.With([(file.Text.Length, file.Text.Length, $"{gap}rules:\n{Written("  ")}")]);
        }

        if (SpanNode.Read(file.Text) is not SpanMap { IsFlow: false } root)
        {
            return null;
        }

        var rules = root["rules"];
        if (rules is null)
        {
            var end = file.Text.Length;
            return Checked(file, root, end, $"{gap}\nrules:\n{Written("  ")}", "rules");
        }

        if (rules is not SpanList { IsFlow: false, Items: [SpanMap first, ..] } list)
        {
            return null;
        }

        var dash = file.Text.LastIndexOf('-', first.Start);
        var indent = new string(' ', Math.Max(dash - (file.Text.LastIndexOf('\n', Math.Max(dash, 0)) + 1), 0));
        var behind = SpanEnds.LineBehind(file.Text, SpanEnds.Of(list));
        return Checked(file, root, behind, "\n\n" + Written(indent).TrimEnd('\n'));
    }

    private string? Checked(LineEnds file, SpanNode root, int at, string text, params string[] keys)
    {
        var changed = file.With([(at, at, text)]);
        var added = new List<string>(keys);
        added.AddRange(["id", Id, "when"]);
        added.AddRange(Phrases);
        added.AddRange(["reply", Reply]);
        if (Tests.Count + Not.Count > 0)
        {
            added.Add("tests");
            added.AddRange(Tests.SelectMany(test => new[] { "say", test }));
            added.AddRange(Not.SelectMany(test => new[] { "not", test }));
        }

        return SpanEnds.IsOnlyMore(root, changed, added) ? changed : null;
    }

    private string Written(string indent)
    {
        var inner = indent + "  ";
        var written = new StringBuilder();
        written.Append(CultureInfo.InvariantCulture, $"{indent}- id: {WrittenText.New(Id, isInFlow: false)}\n");
        written.Append(CultureInfo.InvariantCulture, $"{inner}when:\n");
        foreach (var phrase in Phrases)
        {
            written.Append(CultureInfo.InvariantCulture, $"{inner}  - {WrittenText.New(phrase, isInFlow: false)}\n");
        }

        written.Append(CultureInfo.InvariantCulture, $"{inner}reply: {WrittenText.Quoted(Reply)}\n");
        if (Tests.Count + Not.Count > 0)
        {
            written.Append(CultureInfo.InvariantCulture, $"{inner}tests:\n");
            written.Append(RuleTestLines.Of(inner + "  ", Tests, Not)).Append('\n');
        }

        return written.ToString();
    }
}
