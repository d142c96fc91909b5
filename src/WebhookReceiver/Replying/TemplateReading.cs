namespace WebhookReceiver.Replying;

/// <summary>
/// Walks over the lexemes of one placeholder or tag. Stricter than DotLiquid, which passes over what it does not
/// understand: the first thing that does not belong there ends the reading with a problem.
/// </summary>
internal sealed class TemplateReading(IReadOnlyList<TemplateLexeme> lexemes, TemplateCheck check)
{
    private static readonly string[] Comparisons =
    [
        "==",
        "!=",
        "<>",
        "<",
        ">",
        "<=",
        ">=",
        "contains",
        "startsWith",
        "endsWith",
    ];

    private static readonly string[] Constants = ["true", "false", "nil", "null", "empty", "blank"];

    private int _at;

    public TemplateLexeme Current => lexemes[_at];

    public bool Failed { get; private set; }

    /// <summary>A value and its filters; the path it names, and whether a default stands in for a missing value.</summary>
    public (TemplatePath? Path, bool HasDefault, bool HasFilters) Value()
    {
        var path = Operand();
        var hasDefault = false;
        var hasFilters = false;
        while (!Failed && Take("|"))
        {
            hasFilters = true;
            hasDefault |= Filter();
        }

        return (path, hasDefault, hasFilters);
    }

    public TemplatePath? Operand()
    {
        var lexeme = Current;
        switch (lexeme.Kind)
        {
            case LexemeKind.Text or LexemeKind.Number:
                _at++;
                return null;
            case LexemeKind.Name:
                return Path();
            case LexemeKind.Sign when lexeme.Is("("):
                Range();
                return null;
            default:
                Fail(lexeme.Kind == LexemeKind.End ? "something is missing here" : $"unexpected '{lexeme.Text}'");
                return null;
        }
    }

    /// <summary>Comparisons joined by and, or; every path they name.</summary>
    public IEnumerable<TemplatePath> Condition()
    {
        var paths = new List<TemplatePath?>();
        do
        {
            paths.Add(Operand());
            if (
                !Failed
                && Comparisons.Contains(Current.Text, StringComparer.Ordinal)
                && Current.Kind != LexemeKind.Text
            )
            {
                _at++;
                paths.Add(Operand());
            }
        } while (!Failed && (TakeWord("and") || TakeWord("or")));
        return paths.OfType<TemplatePath>();
    }

    public bool Take(string sign) => Advance(Current.Is(sign));

    public bool TakeWord(string word) => Advance(Current.IsWord(word));

    public string? Name()
    {
        if (Current.Kind == LexemeKind.Name)
        {
            return lexemes[_at++].Text;
        }

        Fail("a name is missing here");
        return null;
    }

    /// <summary>Makes sure that nothing is left over.</summary>
    public void End()
    {
        if (!Failed && Current.Kind != LexemeKind.End)
        {
            Fail($"unexpected '{Current.Text}'");
        }
    }

    public void Fail(string message, string? cure = null) => FailAt(Current, message, cure);

    public void FailAt(TemplateLexeme place, string message, string? cure = null)
    {
        if (!Failed)
        {
            check.Error(place.Offset, message, cure);
        }

        Failed = true;
    }

    private bool Advance(bool condition)
    {
        _at += condition ? 1 : 0;
        return condition;
    }

    private void Range()
    {
        Take("(");
        Operand();
        if (!Failed && !Take(".."))
        {
            Fail("a range is written (1..5)");
        }

        if (!Failed)
        {
            Operand();
        }

        if (!Failed && !Take(")"))
        {
            Fail("')' is missing here");
        }
    }

    private TemplatePath? Path()
    {
        var root = lexemes[_at++];
        if (Constants.Contains(root.Text, StringComparer.Ordinal))
        {
            return null;
        }

        var parts = new List<TemplateLexeme?>();
        while (!Failed)
        {
            if (Take("."))
            {
                parts.Add(Current);
                Name();
            }
            else if (Take("["))
            {
                parts.Add(Current.Kind == LexemeKind.Text ? Current : null);
                Operand();
                if (!Failed && !Take("]"))
                {
                    Fail("']' is missing here");
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

        return path;
    }

    /// <summary>Reads one filter with its arguments; true if it is the default filter.</summary>
    private bool Filter()
    {
        var name = Current;
        if (Name() is null)
        {
            return false;
        }

        var arguments = 0;
        if (Take(":"))
        {
            do
            {
                Operand();
                arguments++;
            } while (!Failed && Take(","));
        }

        if (!Failed)
        {
            check.Filter(name, arguments);
        }

        return name.IsWord(TemplateFilters.Default);
    }
}

/// <summary>A variable as written, such as contact.city; a part is null where only the message tells which.</summary>
internal sealed record TemplatePath(TemplateLexeme Root, IReadOnlyList<TemplateLexeme?> Parts)
{
    public override string ToString() => string.Join('.', [Root.Text, .. Parts.Select(part => part?.Text ?? "[…]")]);
}
