using System.Collections.Frozen;
using System.Globalization;
using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;
using Fluid.Values;

namespace WebhookReceiver.Replying;

/// <summary>
/// Parses the tokens of one placeholder or tag into expressions. The first unexpected token ends parsing with a
/// problem; its result is then never used.
/// </summary>
internal sealed class TemplateParser(IReadOnlyList<TemplateToken> tokens, TemplateCheck check)
{
    /// <summary>Placeholder for a missing expression.</summary>
    public static LiteralExpression Nothing { get; } = new(NilValue.Instance);

    private static readonly FrozenDictionary<string, LiteralExpression> Constants = new Dictionary<
        string,
        LiteralExpression
    >(StringComparer.Ordinal)
    {
        ["true"] = new(BooleanValue.True),
        ["false"] = new(BooleanValue.False),
        ["nil"] = Nothing,
        ["null"] = Nothing,
        ["empty"] = new(EmptyValue.Instance),
        ["blank"] = new(BlankValue.Instance),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Evaluation is recursive: far more would overflow the stack.</summary>
    private const int MostParts = 500;

    private int _at;
    private int _parts;

    public TemplateToken Current => tokens[_at];

    public bool Failed { get; private set; }

    /// <summary>The cure for what has none of its own.</summary>
    public string? Otherwise { get; init; }

    /// <summary>A value and its filters; its path, and whether a default replaces a missing value.</summary>
    public (Expression Value, TemplatePath? Path, bool HasDefault, bool HasFilters) Value()
    {
        var (value, path) = Operand();
        var hasDefault = false;
        var hasFilters = false;
        while (!Failed && Take("|"))
        {
            hasFilters = true;
            hasDefault |= Current.IsWord(TemplateFilters.Default);
            value = Filter(value);
        }

        return (value, path, hasDefault, hasFilters);
    }

    public (Expression Value, TemplatePath? Path) Operand()
    {
        CountPart();
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                _at++;
                return (new LiteralExpression(new StringValue(token.Text)), null);
            case TokenKind.Number
                when decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                _at++;
                return (new LiteralExpression(NumberValue.Create(number)), null);
            case TokenKind.Name when Constants.TryGetValue(token.Text, out var constant):
                _at++;
                return (constant, null);
            case TokenKind.Name:
                return Path();
            case TokenKind.Sign when token.Is("("):
                return (Range(), null);
            default:
                Fail(
                    token.Kind == TokenKind.End ? "something is missing here" : $"unexpected '{token.Text}'",
                    Otherwise ?? FixOfOperand(token)
                );
                return (Nothing, null);
        }
    }

    /// <summary>Comparisons joined by and, or; right-associative.</summary>
    /// <param name="asked">Receives every path in them.</param>
    public Expression Condition(ICollection<string> asked)
    {
        var condition = Asked(asked);
        if (!Failed && Current.Kind != TokenKind.Text && TemplateComparison.Find(Current.Text) is { } holds)
        {
            _at++;
            condition = new TemplateComparison(condition, holds, Asked(asked));
        }

        return Failed ? condition
            : TakeWord("and") ? new AndBinaryExpression(condition, Condition(asked))
            : TakeWord("or") ? new OrBinaryExpression(condition, Condition(asked))
            : condition;
    }

    private Expression Asked(ICollection<string> asked)
    {
        var (value, path) = Operand();
        if (path is not null)
        {
            asked.Add(path.ToString());
        }

        return value;
    }

    public bool Take(string sign) => Advance(Current.Is(sign));

    public bool TakeWord(string word) => Advance(Current.IsWord(word));

    public string? Name()
    {
        if (Current.Kind == TokenKind.Name)
        {
            return tokens[_at++].Text;
        }

        Fail("a name is missing here", "Write the name of a variable there: letters, digits and '_'.");
        return null;
    }

    /// <summary>Reports remaining tokens.</summary>
    public void End()
    {
        if (!Failed && Current.Kind != TokenKind.End)
        {
            Fail($"unexpected '{Current.Text}'", FixOfRest());
        }
    }

    /// <summary>What people most often forget before what is left.</summary>
    private string? FixOfRest()
    {
        if (Current.Is("="))
        {
            return "Two values are compared with '=='.";
        }

        var isFilter = Current.Kind == TokenKind.Name && TemplateFilters.Find(Current.Text) is not null;
        return isFilter && _at > 0 ? $"A filter stands behind a bar. Write: {tokens[_at - 1].Text} | {Current.Text}"
            : _at > 0 && TemplateFilters.Find(tokens[_at - 1].Text) is { Most: > 0 }
                ? $"The value of a filter stands behind a colon. Write: {tokens[_at - 1].Text}: '{Current.Text}'"
            : Otherwise ?? "Put a text in quotes, or take out what does not belong here.";
    }

    /// <summary>A filter's text without quotes is what people most often write there: date: %d %B.</summary>
    private string FixOfOperand(TemplateToken token)
    {
        var isArgument = _at > 1 && tokens[_at - 1].Is(":") && TemplateFilters.Find(tokens[_at - 2].Text) is not null;
        return token.Kind == TokenKind.End ? "Write the name of a variable or a text in quotes there."
            : isArgument && tokens[_at - 2].IsWord("date") ? "Put the format in quotes: {{ now | date: '%d %B' }}."
            : isArgument ? $"Put what stands behind '{tokens[_at - 2].Text}:' in quotes."
            : "Write the name of a variable or a text in quotes instead.";
    }

    public void Fail(string message, string? fix = null) => FailAt(Current, message, fix);

    public void FailAt(TemplateToken place, string message, string? fix = null)
    {
        if (!Failed)
        {
            check.Error(place.Offset, message, fix ?? Otherwise);
        }

        Failed = true;
    }

    private void CountPart()
    {
        if (++_parts == MostParts + 1)
        {
            Fail($"more than {MostParts} values and filters stand here", "Write several placeholders, or use a table.");
        }
    }

    private bool Advance(bool condition)
    {
        _at += condition ? 1 : 0;
        return condition;
    }

    private BoundedRange Range()
    {
        Take("(");
        var (from, _) = Operand();
        if (!Failed && !Take(".."))
        {
            Fail("a range is written (1..5)", "Write two points between its ends, as in (1..5).");
        }

        var to = Failed ? Nothing : Operand().Value;
        if (!Failed && !Take(")"))
        {
            Fail("')' is missing here", "Write ')' behind the range, as in (1..5).");
        }

        return new(from, to);
    }

    private (Expression Value, TemplatePath? Path) Path()
    {
        var root = tokens[_at++];
        var parts = new List<TemplateToken?>();
        var segments = new List<MemberSegment> { new IdentifierSegment(root.Text) };
        while (!Failed)
        {
            if (Take("."))
            {
                parts.Add(Current);
                segments.Add(new IdentifierSegment(Name() ?? ""));
            }
            else if (Take("["))
            {
                parts.Add(Current.Kind == TokenKind.Text ? Current : null);
                segments.Add(new IndexSegment(Operand().Value));
                if (!Failed && !Take("]"))
                {
                    Fail("']' is missing here", "Write ']' behind what stands in the brackets.");
                }
            }
            else
            {
                break;
            }
        }

        var path = new TemplatePath(root, parts);
        if (!Failed)
        {
            check.Path(path);
        }

        return (new MemberExpression(segments), path);
    }

    /// <summary>Parses one filter with its arguments.</summary>
    private Expression Filter(Expression value)
    {
        CountPart();
        var name = Current;
        if (Name() is null)
        {
            return value;
        }

        var arguments = new List<Expression>();
        if (Take(":"))
        {
            do
            {
                arguments.Add(Operand().Value);
            } while (!Failed && Take(","));
        }

        return !Failed && check.Filter(name, arguments.Count) is { } filter
            ? new FilteredExpression(value, filter, [.. arguments])
            : value;
    }
}

/// <summary>A variable such as contact.city; a part is null if only the message decides it.</summary>
internal sealed record TemplatePath(TemplateToken Root, IReadOnlyList<TemplateToken?> Parts)
{
    public override string ToString() => string.Join('.', [Root.Text, .. Parts.Select(part => part?.Text ?? "[…]")]);
}
