using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;

namespace WebhookReceiver.Replying;

/// <summary>Parses and compiles the tags of a template, and checks that every block is closed.</summary>
internal sealed class TemplateTags(TemplateCheck check)
{
    private static readonly string[] Blocks = ["if", "unless", "case", "for", "capture", "raw", "comment"];

    /// <summary>Nested blocks run recursively.</summary>
    private const int Deepest = 80;

    private static readonly string[] Known =
    [
        .. Blocks,
        .. Blocks.Select(block => "end" + block),
        "elsif",
        "else",
        "when",
        "assign",
        "break",
        "continue",
        "cycle",
        "increment",
        "decrement",
    ];

    private readonly Stack<TemplateBlock> _open = new();
    private bool _hasUnknown;
    private readonly List<Statement> _statements = [];

    /// <summary>The whole template, after its last tag.</summary>
    public IReadOnlyList<Statement> Statements => _statements;

    /// <summary>True between raw and endraw: the text there stays unchanged.</summary>
    public bool IsRaw => _open.TryPeek(out var block) && block.Tag.IsWord("raw");

    /// <summary>Adds to the innermost open block.</summary>
    public void Add(Statement statement) =>
        (_open.TryPeek(out var block) ? block.Statements : _statements).Add(statement);

    /// <summary>True inside a block that tests this variable: then its absence is intended.</summary>
    public bool IsAskedFor(TemplatePath path) => _open.Any(block => block.Asked.Contains(path.ToString()));

    public void Read(TemplateParser parser)
    {
        var tag = parser.Current;
        var name = parser.Name();
        switch (name)
        {
            case null:
                return;
            case "if" or "unless" or "case" or "for" or "capture" or "raw" or "comment":
                Open(tag, parser);
                break;
            case "elsif" or "when" or "else":
                Branch(tag, parser);
                break;
            case "assign":
                var assigned = parser.Name();
                if (!parser.Failed && !parser.Take("="))
                {
                    parser.Fail("'=' is missing here", "Write it as {% assign city = 'Cork' %}.");
                }

                var value = parser.Failed ? TemplateParser.Nothing : parser.Value().Value;
                Add(new AssignStatement(assigned ?? "", value));
                check.Define(assigned);
                break;
            case "cycle":
                Cycle(parser);
                break;
            case "increment" or "decrement":
                var counted = parser.Name();
                Add(new CounterStatement(counted ?? "", isUp: name is "increment"));
                check.Define(counted);
                break;
            case "break":
                Add(new BreakStatement());
                break;
            case "continue":
                Add(new ContinueStatement());
                break;
            default:
                Close(tag, parser);
                break;
        }

        parser.End();
    }

    /// <summary>Reports the unclosed blocks.</summary>
    public void Finish()
    {
        foreach (var block in _open)
        {
            check.Error(
                block.Tag.Offset,
                $"'{block.Tag.Text}' is never closed",
                $"Write {{% end{block.Tag.Text} %}} where it ends."
            );
        }
    }

    private void Open(TemplateToken tag, TemplateParser parser)
    {
        var block = new TemplateBlock(tag);
        switch (tag.Text)
        {
            case "if" or "unless":
                var condition = parser.Condition(block.Asked);
                block.Branch(tag.IsWord("if") ? condition : TemplateComparison.Not(condition));
                block.Close = () => [block.Choice()];
                break;
            case "case":
                var (subject, path) = parser.Operand();
                block.Subject = subject;
                block.Asked.UnionWith(path is null ? [] : [path.ToString()]);
                block.Branch(TemplateParser.Nothing); // text before the first 'when' never prints
                block.Close = () => [block.Choice()];
                break;
            case "for":
                For(block, parser);
                break;
            case "capture":
                var name = parser.Name();
                check.Define(name);
                block.Branch(condition: null);
                block.Close = () => [new BoundedCapture(name ?? "", block.Statements)];
                break;
            default:
                block.Branch(condition: null);
                block.Close = () => tag.IsWord("raw") ? block.Statements : [];
                break;
        }

        if (_open.Count == Deepest)
        {
            parser.FailAt(tag, $"'{tag.Text}' is nested deeper than {Deepest} blocks", "Use several shared texts.");
        }

        _open.Push(block);
    }

    private void For(TemplateBlock block, TemplateParser parser)
    {
        var item = parser.Name();
        if (!parser.Failed && !parser.TakeWord("in"))
        {
            parser.Fail("'in' is missing here", "A loop is written {% for item in list %}.");
        }

        var source = Operand(parser);
        Expression? limit = null;
        Expression? offset = null;
        var isReversed = false;
        while (!parser.Failed && parser.Current.Kind == TokenKind.Name)
        {
            if (parser.TakeWord("reversed"))
            {
                isReversed = true;
                continue;
            }

            var isLimit = parser.TakeWord("limit");
            if (!isLimit && !parser.TakeWord("offset"))
            {
                break;
            }

            if (!parser.Take(":"))
            {
                parser.Fail("':' is missing here", "Write a colon and a number there, as in limit: 3.");
            }

            var number = Operand(parser);
            (limit, offset) = isLimit ? (number, offset) : (limit, number);
        }

        check.Define(item);
        check.Define("forloop");
        block.Branch(condition: null);
        block.Close = () =>
            [
                new ForStatement(
                    block.Body,
                    item ?? "",
                    new LoopSource(source, limit, offset),
                    limit,
                    offset,
                    isReversed,
                    block.Otherwise
                ),
            ];
    }

    private void Cycle(TemplateParser parser)
    {
        var values = new List<Expression> { parser.Operand().Value };
        var hasGroup = parser.Current.Is(":");
        while (!parser.Failed && (parser.Take(",") || parser.Take(":")))
        {
            values.Add(parser.Operand().Value);
        }

        Add(new CycleStatement(hasGroup ? values[0] : null, hasGroup ? values[1..] : values));
    }

    private void Branch(TemplateToken tag, TemplateParser parser)
    {
        var block = _open.TryPeek(out var open) ? open.Tag.Text : null;
        var belongs = tag.Text switch
        {
            "elsif" => block is "if" or "unless",
            "when" => block is "case",
            _ => block is "if" or "unless" or "case" or "for",
        };
        if (!belongs)
        {
            var outer = tag.IsWord("when") ? "case" : "if";
            parser.FailAt(
                tag,
                $"'{tag.Text}' stands outside the block it belongs to",
                $"Write it between {{% {outer} … %}} and {{% end{outer} %}}, or take it out."
            );
        }
        else if (tag.IsWord("elsif"))
        {
            open!.Branch(parser.Condition(open.Asked));
        }
        else if (tag.IsWord("when"))
        {
            open!.Branch(When(open.Subject, parser));
        }
        else
        {
            if (parser.Current.IsWord("if"))
            {
                parser.Fail("'else if' is one word here", "Write 'elsif' instead.");
            }

            open!.Branch(condition: null);
        }
    }

    private static Expression When(Expression subject, TemplateParser parser)
    {
        Expression condition = new TemplateComparison(subject, TemplateComparison.AreEqual, parser.Operand().Value);
        while (!parser.Failed && (parser.Take(",") || parser.TakeWord("or")))
        {
            var other = new TemplateComparison(subject, TemplateComparison.AreEqual, parser.Operand().Value);
            condition = new OrBinaryExpression(condition, other);
        }

        return condition;
    }

    private void Close(TemplateToken tag, TemplateParser parser)
    {
        if (!Known.Contains(tag.Text, StringComparer.Ordinal))
        {
            _hasUnknown = true;
            parser.FailAt(
                tag,
                $"unknown tag '{tag.Text}'",
                NearestName.Fix(tag.Text, Known) ?? "Known here: if, unless, case, for, assign, capture, raw, comment."
            );
            return;
        }

        if (!_open.TryPeek(out var open))
        {
            // It may close the tag that is unknown.
            if (!_hasUnknown)
            {
                parser.FailAt(
                    tag,
                    $"'{tag.Text}' closes nothing",
                    $"Take it out, or begin the block: {{% {tag.Text[3..]} … %}}."
                );
            }

            return;
        }

        var expected = "end" + open.Tag.Text;
        if (string.Equals(tag.Text, expected, StringComparison.Ordinal))
        {
            _open.Pop();
            foreach (var statement in open.Close())
            {
                Add(statement);
            }

            return;
        }

        check.Error(
            tag.Offset,
            $"'{tag.Text}' stands where '{open.Tag.Text}' is still open",
            $"Write {{% {expected} %}} first."
        );
    }

    private static Expression Operand(TemplateParser parser) =>
        parser.Failed ? TemplateParser.Nothing : parser.Operand().Value;
}
