using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>
/// Parses a Markdown page of answers: a heading <c>## id: phrase, phrase</c>, the reply below it, and a quote <c>&gt;
/// are you open?</c> for a message that must get it. A heading directly followed by another one is a title.
/// </summary>
internal sealed class MarkdownAnswers
{
    private static readonly Regex Heading = new(
        "^(?<mark> {0,3}#{1,6} +)(?<text>.*?)(?: +#+)? *$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    );

    private static readonly Regex Id = new(
        @"^(?<id>[\p{L}\p{N}_.-]+): +",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    );

    private readonly SourceText _source;
    private readonly ProblemList _problems;
    private readonly List<Section> _sections = [];

    /// <summary>The first line before the first heading that is no comment; 0 without one.</summary>
    private int _before;

    private MarkdownAnswers(SourceText source, ProblemList problems) => (_source, _problems) = (source, problems);

    /// <summary>The rules of the page; null with problems if it has none.</summary>
    public static MapNode? Read(SourceText source, ProblemList problems) =>
        new MarkdownAnswers(source, problems).ReadAll();

    private MapNode? ReadAll()
    {
        FindSections();
        var rules = ImmutableArray.CreateBuilder<Node>();
        for (var i = 0; i < _sections.Count; i++)
        {
            var isTitle =
                !_sections[i].HasText && i + 1 < _sections.Count && _sections[i + 1].Level > _sections[i].Level;
            if (!isTitle)
            {
                rules.Add(Rule(_sections[i]));
            }
        }
        var place = new RulePlace(_source.Path, 1, 1);
        if (_sections.Count == 0)
        {
            _problems.Error(
                place with
                {
                    Line = Headed(_source.Line(Math.Max(1, _before))) is null ? 1 : _before,
                },
                "the page has no heading, so there is no answer in it.",
                Headed(_source.Line(Math.Max(1, _before))) is { } headed
                    ? $"Write: {headed}"
                    : "Write '## hours: opening hours, when * open' and the reply below it."
            );
            return null;
        }
        if (_before > 0)
        {
            ReportBefore(_before);
        }
        return new MapNode(
            place,
            [new MapEntry(Text(place, "rules"), new ListNode(place, rules.ToImmutable(), isFlow: false))],
            isFlow: false
        );
    }

    private void FindSections()
    {
        var isCode = false;
        var isComment = false;
        for (var number = 1; number <= _source.LineCount; number++)
        {
            var line = _source.Line(number);
            isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!isCode && Heading.Match(line) is { Success: true } heading)
            {
                _sections.Add(
                    new Section(number, heading.Groups["mark"].Length + 1, heading.Groups["text"].Value)
                    {
                        Level = heading.Groups["mark"].Value.Trim().Length,
                    }
                );
            }
            else if (_sections.Count > 0)
            {
                _sections[^1].Add(number, line, isCode);
            }
            else
            {
                // A comment is for the page's authors.
                isComment |= line.TrimStart().StartsWith("<!--", StringComparison.Ordinal);
                if (!isComment && _before == 0 && line.Trim().Length > 0)
                {
                    _before = number;
                }
                isComment &= !line.Contains("-->", StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Text before the first heading would be dropped.</summary>
    private void ReportBefore(int number)
    {
        var line = _source.Line(number);
        var next = _source.Line(number + 1).Trim();
        var isTitle = next.Length > 0 && (next.Trim('=').Length == 0 || next.Trim('-').Length == 0);
        _problems.Error(
            new RulePlace(_source.Path, number, line.Length - line.TrimStart().Length + 1),
            "this text stands before the first heading, so nobody gets it.",
            isTitle
                ? $"Write instead of the two lines: # {line.Trim()}"
                : "Write a heading above it, such as '# about us', or make it a comment: <!-- for us -->"
        );
    }

    private MapNode Rule(Section section)
    {
        var place = new RulePlace(_source.Path, section.Line, 1);
        if (section.Body.Find(line => IsRuleOfTable(line.Text)) is { Text: not null } rule)
        {
            _problems.Note(
                new RulePlace(_source.Path, rule.Number, 1),
                "no messenger draws a table: its bars go out as they stand.",
                "Write a line for each row, such as 'Bread: 2.50', and delete this one."
            );
        }

        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        var (rest, column) = (section.Heading, section.Column);
        if (Id.Match(rest) is { Success: true } id)
        {
            entries.Add(new MapEntry(Text(place, "id"), Text(place with { Column = column }, id.Groups["id"].Value)));
            (rest, column) = (rest[id.Length..], column + id.Length);
        }
        entries.Add(new MapEntry(Text(place, "when"), Phrases(rest, place with { Column = column })));
        if (section.HasText)
        {
            entries.Add(new MapEntry(Text(place, "reply"), Reply(section)));
        }
        if (section.Quotes.Count > 0)
        {
            entries.Add(new MapEntry(Text(place, "tests"), Tests(section)));
        }
        return new MapNode(place, entries.ToImmutable(), isFlow: false);
    }

    /// <summary>What people write instead of a heading, as one: <c>#hours</c>, <c>**hours**</c>, <c>Q: Are you open?</c></summary>
    private static string? Headed(string line) =>
        line.Trim() switch
        {
            ['#', ..] and var text => $"{text[..^text.TrimStart('#').Length]} {text.TrimStart('#')}",
            ['*', '*', _, .., '*', '*'] and var text => $"# {text.Trim('*')}",
            ['Q', ':', _, ..] and var text => $"# {text[2..].Trim()}",
            _ => null,
        };

    /// <summary>The line below the heads of a table: <c>| --- | --- |</c>.</summary>
    private static bool IsRuleOfTable(string line) =>
        line.Contains("--", StringComparison.Ordinal)
        && line.Contains('|', StringComparison.Ordinal)
        && line.AsSpan().IndexOfAnyExcept(" |:-") < 0;

    private static ListNode Phrases(string text, RulePlace place)
    {
        var phrases = ImmutableArray.CreateBuilder<Node>();
        var at = 0;
        foreach (var part in text.Split(','))
        {
            var blanks = part.Length - part.TrimStart().Length;
            phrases.Add(Text(place with { Column = place.Column + at + blanks }, part.Trim()));
            at += part.Length + 1;
        }
        return new ListNode(place, phrases.ToImmutable(), isFlow: false);
    }

    private TextNode Reply(Section section)
    {
        var first = section.Body.FindIndex(line => line.Text.Trim().Length > 0);
        var last = section.Body.FindLastIndex(line => line.Text.Trim().Length > 0);
        var lines = section.Body[first..(last + 1)];
        var isExact = lines[^1].Number - lines[0].Number == lines.Count - 1;
        var text = string.Join('\n', lines.Select(line => line.Text));
        var place = new RulePlace(_source.Path, lines[0].Number, 1);
        return new TextNode(place, text, TextStyle.Literal, new TextOrigin(place.Line, 1, isExact));
    }

    private ListNode Tests(Section section) =>
        new(
            new RulePlace(_source.Path, section.Quotes[0].Number, 1),
            [
                .. section.Quotes.Select(quote =>
                {
                    var place = new RulePlace(_source.Path, quote.Number, 1);
                    var said = new MapEntry(Text(place, "say"), Text(place with { Column = 3 }, quote.Text));
                    return new MapNode(place, [said], isFlow: false);
                }),
            ],
            isFlow: false
        );

    private static TextNode Text(RulePlace place, string text) =>
        new(place, text, TextStyle.Quoted, new TextOrigin(place.Line, place.Column, IsExact: true));

    private sealed record Section(int Line, int Column, string Heading)
    {
        public int Level { get; init; }

        public List<(int Number, string Text)> Body { get; } = [];

        public List<(int Number, string Text)> Quotes { get; } = [];

        public bool HasText => Body.Exists(line => line.Text.Trim().Length > 0);

        public void Add(int number, string line, bool isCode)
        {
            if (!isCode && line.StartsWith('>'))
            {
                if (line[1..].Trim() is { Length: > 0 } said)
                {
                    Quotes.Add((number, said));
                }
                return;
            }
            Body.Add((number, line.TrimEnd()));
        }
    }
}
