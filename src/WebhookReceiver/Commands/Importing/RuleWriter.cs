using System.Globalization;
using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Commands.Importing;

/// <summary>A written rule file, with what stands in which line.</summary>
internal sealed record WrittenFile(string Path, string Text, IReadOnlyList<WrittenRule> Rules)
{
    public RuleFile AsRuleFile() => new(Path, Encoding.UTF8.GetBytes(Text));
}

/// <param name="Rule">The rule.</param>
/// <param name="Id">Its id.</param>
/// <param name="Line">Its first line.</param>
/// <param name="TestLines">The lines of its tests.</param>
internal sealed record WrittenRule(ImportedRule Rule, string Id, int Line, IReadOnlyList<int> TestLines);

/// <summary>Writes rules as files that a person goes on with, each below the limit of a rule file.</summary>
internal sealed class RuleWriter
{
    private const int LargestFile = 400_000;

    private readonly StringBuilder _text = new();
    private readonly List<WrittenRule> _written = [];
    private int _line = 1;

    /// <summary>The files; tables first.</summary>
    /// <param name="rules">In the order of being asked.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="ids">The id of each rule.</param>
    public static List<WrittenFile> Write(
        IReadOnlyList<ImportedRule> rules,
        IReadOnlyList<ImportedTable> tables,
        IReadOnlyDictionary<ImportedRule, string> ids
    )
    {
        var files = new List<WrittenFile>();
        foreach (var table in tables)
        {
            files.Add(new WrittenFile($"{table.Name}.csv", Csv(table), []));
        }

        var writer = new RuleWriter();
        writer.Open(tables);
        foreach (var rule in rules)
        {
            if (writer._text.Length > LargestFile)
            {
                files.Add(writer.Close(files.Count - tables.Count));
                writer = new RuleWriter();
                writer.Open([]);
            }

            writer.Add(rule, ids[rule]);
        }

        files.Add(writer.Close(files.Count - tables.Count));
        return files;
    }

    private static string Csv(ImportedTable table) =>
        "name\n"
        + string.Concat(table.Rows.Select(row => $"\"{row.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));

    private WrittenFile Close(int number) => new($"rules-{number + 1:000}.yaml", _text.ToString(), _written);

    private void Open(IReadOnlyList<ImportedTable> tables)
    {
        if (tables.Count > 0)
        {
            Line(0, "tables:");
            foreach (var table in tables)
            {
                Line(2, $"{table.Name}: {table.Name}.csv");
            }
        }

        Line(0, "rules:");
    }

    private void Add(ImportedRule rule, string id)
    {
        var first = _line;
        Line(2, $"- id: {RuleText.Scalar(id)}");
        if (rule.Stage != "main")
        {
            Line(4, $"stage: {rule.Stage}");
        }

        if (rule.Priority != 0)
        {
            Line(4, string.Create(CultureInfo.InvariantCulture, $"priority: {rule.Priority}"));
        }

        foreach (var line in WhenText.Of(rule))
        {
            Line(4, line);
        }

        Questions(rule);
        if (rule.Remember.Count > 0)
        {
            Line(4, "remember:");
            foreach (var kept in rule.Remember)
            {
                Scalar(6, $"{kept.Name}: ", kept.Value);
            }
        }

        if (rule.Forget.Count > 0)
        {
            Line(4, $"forget: {RuleText.Flow(rule.Forget)}");
        }

        Reply(rule);
        if (rule.Handover is { } time)
        {
            Line(4, $"handover: {time}");
        }

        var tests = Tests(rule);
        _written.Add(new WrittenRule(rule, id, first, tests));
    }

    private void Questions(ImportedRule rule)
    {
        if (rule.Ask.Count == 0)
        {
            return;
        }

        Line(4, "ask:");
        foreach (var question in rule.Ask)
        {
            Scalar(6, $"- {question.Name}: ", question.Text);
            if (question.Expect.Count > 0)
            {
                Line(8, $"expect: {(question.IsChoice ? RuleText.Flow(question.Expect) : question.Expect[0])}");
            }

            if (question.Otherwise is { } otherwise)
            {
                Scalar(8, "otherwise: ", otherwise);
            }
        }
    }

    private void Reply(ImportedRule rule)
    {
        if (rule.Replies.Count == 0 && rule.Media is null)
        {
            Line(4, "reply: { silence: true }");
            return;
        }

        var isMap = rule.Media is not null || rule.Delay is not null;
        var (indent, key) = isMap ? (6, "text:") : (4, "reply:");
        if (isMap)
        {
            Line(4, "reply:");
        }

        if (rule.Replies.Count == 1)
        {
            Scalar(indent, $"{key} ", rule.Replies[0]);
        }
        else if (rule.Replies.Count > 1)
        {
            Line(indent, key);
            var hasWeights = rule.Weights.Distinct().Count() > 1;
            for (var i = 0; i < rule.Replies.Count; i++)
            {
                if (hasWeights && rule.Weights[i] > 1)
                {
                    Scalar(indent + 2, "- text: ", rule.Replies[i]);
                    Line(indent + 4, string.Create(CultureInfo.InvariantCulture, $"weight: {rule.Weights[i]}"));
                }
                else
                {
                    Scalar(indent + 2, "- ", rule.Replies[i]);
                }
            }
        }

        if (rule.Media is { } media)
        {
            Line(6, $"media: {RuleText.Scalar(media)}");
        }

        if (rule.Delay is { } delay)
        {
            Line(6, $"delay: {delay}");
        }
    }

    private List<int> Tests(ImportedRule rule)
    {
        var lines = new List<int>();
        if (rule.Tests.Count > 0)
        {
            Line(4, "tests:");
        }

        foreach (var test in rule.Tests)
        {
            lines.Add(_line);
            Line(6, $"- say: {(test.Count == 1 ? RuleText.Scalar(test[0]) : RuleText.Flow(test))}");
        }

        return lines;
    }

    /// <summary>A text on this line, or its lines below.</summary>
    private void Scalar(int indent, string before, string text)
    {
        if (!RuleText.IsBlock(text))
        {
            Line(indent, before + RuleText.Scalar(text));
            return;
        }

        Line(indent, before + "|-");
        var deeper = indent + 2 + (before.StartsWith("- ", StringComparison.Ordinal) && before.Length > 2 ? 2 : 0);
        foreach (var line in text.Split('\n'))
        {
            Line(line.Length == 0 ? 0 : deeper, line);
        }
    }

    private void Line(int indent, string line)
    {
        _text.Append(' ', indent).Append(line).Append('\n');
        _line++;
    }
}
