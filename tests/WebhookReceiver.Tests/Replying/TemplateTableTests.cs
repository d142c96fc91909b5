using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Tables;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Replying;

/// <summary>
/// The result of each template in <c>templates.tsv</c>: <c>=</c> a text, <c>!</c> the rule is skipped, <c>?</c> the
/// errors of <c>check</c>.
/// </summary>
public sealed class TemplateTableTests
{
    private static readonly IncomingMessage Message = new()
    {
        Id = "90210000",
        Sender = "447700900123",
        Name = "Ann",
        Text = "When do you open?",
        Kind = MessageKind.Image,
        Channel = "8",
        Project = "31",
        MediaUrl = "https://files.example.net/a.jpg",
        Contact = new Dictionary<string, string>(StringComparer.Ordinal) { ["city"] = "cork" },
        Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["branch"] = "7", ["order id"] = "12" },
        ReceivedAt = new(2026, 1, 14, 9, 5, 0, TimeSpan.FromHours(1)),
    };

    private static readonly KeyValuePair<string, string>[] Captures =
    [
        new("id", "41"),
        new("people", "10"),
        new("day", "2026-03-05"),
        new("lines", "a\r\nb\nc"),
        new("items.name", "Pie"),
        new("items.price", "2.50"),
        new(
            LookupVariable.Capture,
            """
            {"status":"sent","count":3,"price":"4.20","ready":true,"off":false,"gone":null,"items":["a","b","c"],
            "nested":{"name":"n","x":1},"deep":[{"x":1},{"x":2.50}],"big":12345678901234567890,"exp":1.50e3}
            """
        ),
    ];

    [Fact]
    public void Every_template_of_the_table_comes_to_what_stands_beside_it()
    {
        var lines = System.IO.File.ReadAllLines(
            Path.Combine(RuleSamples.FolderOf("Bad"), "../../../Replying/templates.tsv")
        );
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            var row = line.Split('\t');
            var outcome = OutcomeOf(row[0], row[1]);
            if (!string.Equals(outcome, row[2], StringComparison.Ordinal))
            {
                wrong.Add($"{line}\n      told: {outcome}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string OutcomeOf(string language, string written)
    {
        var problems = new List<TemplateProblem>();
        var template = ReplyTemplate.Parse(Unescape(written), ScopeFor(language), problems);
        if (template is null)
        {
            var errors = problems.Where(problem => problem.IsError);
            return "? " + string.Join(" / ", errors.Select(error => Escape(Tell(error))));
        }

        try
        {
            var text = template.Render(Message, Captures);
            return Escape(text.Length > 300 ? $"= {text[..20]}…{text.Length}" : $"= {text}");
        }
        catch (TemplateException)
        {
            return "! passed over";
        }
    }

    private static string Tell(TemplateProblem problem) =>
        $"{problem.Line}:{problem.Column} {problem.Message} {problem.Fix}".TrimEnd();

    private static TemplateScope ScopeFor(string language) =>
        new(
            Captures.Select(capture => capture.Key).ToHashSet(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["hours"] = "We open at nine, {{ name | default: \"you\" }}.\n",
                ["nested"] = "Hello. {{ texts.hours }} Bye {{ id }}.",
                ["echo"] = "<{{ text }}>",
                ["list"] = "",
                ["plain"] = "a b",
            }
        )
        {
            Language = language is "en" ? ReplyLanguage.None : ReplyLanguage.Find(language)!,
            Book = new Dictionary<string, RuleSetVariable>(StringComparer.Ordinal)
            {
                [CalendarVariable.Root] = new CalendarVariable(Calendars, Calendars.Keys),
                [TablesVariable.Root] = new TablesVariable(Tables, Tables.Keys),
            },
        };

    private static FrozenDictionary<string, Calendar> Calendars { get; } =
        new Dictionary<string, Calendar>(StringComparer.Ordinal)
        {
            ["shop"] = new()
            {
                Name = "shop",
                Zone = TimeZoneInfo.Utc,
                Week = new([.. Enumerable.Repeat(DayHours.Closed, 7)]),
            },
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, Table> Tables { get; } =
        new Dictionary<string, Table>(StringComparer.Ordinal)
        {
            ["goods"] = TableOf("goods", ["Pie", "2.50"], ["Bread", "10"], ["apple", "3.20"]),
            ["empty"] = TableOf("empty"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static Table TableOf(string name, params ReadOnlySpan<ImmutableArray<string>> rows)
    {
        var made = ImmutableArray.CreateBuilder<TableRow>();
        foreach (var cells in rows)
        {
            made.Add(new(default, cells));
        }

        return new(name, ["name", "price"], made.ToImmutable(), new TableNames(new Vocabulary()));
    }

    private static string Escape(string text)
    {
        var escaped = text.Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal);
        var end = escaped.TrimEnd(' ').Length;
        return escaped[..end] + string.Concat(Enumerable.Repeat("\\s", escaped.Length - end));
    }

    private static string Unescape(string written) =>
        written
            .Replace("\\r", "\r", StringComparison.Ordinal)
            .Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\t", "\t", StringComparison.Ordinal)
            .Replace("\\s", " ", StringComparison.Ordinal);
}
