using Fluid.Ast;

namespace WebhookReceiver.Replying;

/// <summary>
/// Parses and compiles a template, and reports its problems before a contact sees them. Collects the used variables, so
/// that only those are filled in.
/// </summary>
internal sealed class TemplateCheck(string source, TemplateScope scope, ICollection<TemplateProblem> problems)
{
    private const string Blanks = " \t\r\n\v\f";

    private readonly HashSet<string> _locals = new(StringComparer.Ordinal);

    /// <summary>The days that the text may speak of.</summary>
    public KnownDays Days => scope.Days;

    /// <summary>Roots of the paths used.</summary>
    public HashSet<string> Roots { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the used snippets, with the place of the first use.</summary>
    public Dictionary<string, int> Snippets { get; } = new(StringComparer.Ordinal);

    public bool HasErrors { get; private set; }

    public IReadOnlyList<Statement> Read()
    {
        var tags = new TemplateTags(this);
        var at = 0;
        var trims = false;
        foreach (var part in TemplateScanner.Find(source))
        {
            Text(at, part.Offset, trims, part.TrimsBefore && !tags.IsRaw, tags);
            (at, trims) = (part.Next, part.TrimsAfter);
            var open = source.Substring(part.Offset, 2);
            if (!part.IsClosed)
            {
                var close = part.IsTag ? "%}" : "}}";
                Error(
                    part.Offset,
                    $"'{open}' is never closed",
                    $"Write '{close}' where it ends, or close a quote inside."
                );
                return [];
            }

            var tokens = TemplateTokenizer.Read(source, part.Start, part.End);
            var parser = new TemplateParser(tokens, this)
            {
                Otherwise = part.IsTag ? null : ForeignVariables.FixOf(tokens),
            };
            if (part.IsTag)
            {
                tags.Read(parser);
            }
            else
            {
                Placeholder(parser, tags);
            }
        }

        Text(at, source.Length, trims, trimsEnd: false, tags);
        tags.Finish();
        FindTwins();
        return tags.Statements;
    }

    public void Error(int offset, string message, string? fix)
    {
        HasErrors = true;
        Add(isError: true, offset, message, fix);
    }

    /// <summary>A name that the template defines.</summary>
    public void Define(string? name)
    {
        if (name is not null)
        {
            _locals.Add(name);
        }
    }

    /// <summary>The filter of this name; null if it is unknown or takes another number of arguments.</summary>
    public TemplateFilter? Filter(TemplateToken name, int arguments)
    {
        if (TemplateFilters.Find(name.Text) is not { } allowed)
        {
            Error(name.Offset, $"unknown filter '{name.Text}'", TemplateFilters.Fix(name.Text));
            return null;
        }

        if (arguments < allowed.Least || arguments > allowed.Most)
        {
            var count = allowed.Least == allowed.Most ? $"{allowed.Least}" : $"{allowed.Least} to {allowed.Most}";
            var fix =
                arguments == 0 && name.Text == TemplateFilters.Default ? $"Write: {name.Text}: 'friend'"
                : allowed.Most == 0 ? $"Write: {name.Text}"
                : arguments > allowed.Most ? "Take out what is too much, or put a text with commas in quotes."
                : $"Write them behind a colon, with commas between them, as in {name.Text}: {string.Join(", ", Enumerable.Repeat("'…'", allowed.Least))}.";
            Error(name.Offset, $"filter '{name.Text}' takes {count} values after ':', here are {arguments}", fix);
            return null;
        }

        return allowed;
    }

    public void Path(TemplatePath path)
    {
        var root = path.Root.Text;
        if (_locals.Contains(root))
        {
            return;
        }

        Roots.Add(root);
        if (root is LookupVariable.Root && scope.Captures.Contains(LookupVariable.Capture))
        {
            return;
        }

        if (!scope.Captures.Contains(root) && ColumnsOf(root) is { Count: > 0 } columns)
        {
            Part(path, columns);
            return;
        }

        if (scope.Captures.Contains(root) || TemplateVariables.IsPlain(root))
        {
            if (path.Parts.Count > 0 && path.Parts[0]?.IsWord("size") != true)
            {
                Error(path.Root.Offset, $"'{root}' has no parts, but '{path}' asks for one", $"Write '{root}'.");
            }

            return;
        }

        var parts = TemplateVariables.PartsOf(root);
        if (parts is not null)
        {
            Part(path, parts);
        }
        else if (root is TemplateVariables.Texts)
        {
            Part(path, scope.Texts.Keys);
        }
        else if (scope.Book.TryGetValue(root, out var variable))
        {
            variable.Check(path, this);
        }
        else if (!TemplateVariables.IsOpen(root))
        {
            // It is no second name of anything.
            Roots.Remove(root);
            Error(path.Root.Offset, $"unknown variable '{root}'", FixOf(path));
        }
        else if (root is TemplateVariables.Contact && path.Parts is [{ } part, ..])
        {
            Remembered(part.Text, path.Root.Offset);
        }
    }

    /// <summary>A plug-in may remember any name, so only one that is nearly another is doubtful.</summary>
    private void Remembered(string name, int offset)
    {
        if (NearestName.Meant(name, scope.Remembered) is { } nearest)
        {
            const string Contact = TemplateVariables.Contact;
            Add(
                isError: false,
                offset,
                $"no rule remembers '{Contact}.{name}'",
                $"Did you mean '{Contact}.{nearest}'?"
            );
        }
    }

    private string FixOf(TemplatePath path)
    {
        var root = path.Root.Text;
        if (path.Parts.Count > 0 && scope.Book.FirstOrDefault(one => one.Value.Has(path)).Key is { } book)
        {
            return $"Did you mean '{book}.{path}'?";
        }

        if (scope.Remembered.Contains(root))
        {
            return $"Did you mean '{TemplateVariables.Contact}.{root}'?";
        }

        if (scope.Texts.ContainsKey(root))
        {
            return $"Did you mean '{TemplateVariables.Texts}.{root}'?";
        }

        var known = scope
            .Captures.Select(name => name.Split('.')[0])
            .Concat(TemplateVariables.Roots)
            .Concat(scope.Book.Keys)
            .Concat(_locals);
        var fix = path.Parts is [.., { } last]
            ? NearestName.Fix(root, known) ?? ForeignVariables.Fix(last.Text)
            : NearestName.Fix(root, scope.Captures.Concat(_locals))
                ?? ForeignVariables.Fix(root)
                ?? NearestName.Fix(root, known);
        return fix
            ?? NearestName.Fix(
                $"{TemplateVariables.Contact}.{root}",
                scope.Remembered.Select(name => $"{TemplateVariables.Contact}.{name}")
            )
            ?? Known(root);
    }

    private string Known(string root)
    {
        var captured =
            scope.Captures.Count == 0 ? "" : $"{string.Join(", ", scope.Captures.Order(StringComparer.Ordinal))}, ";
        return $"Known here: {captured}text, name, number, channel and now; a slot <{root}> in a phrase of 'when' would capture it.";
    }

    /// <summary>Names that differ only in case are a slip: one would print instead of the other.</summary>
    private void FindTwins()
    {
        var twins = Roots
            .Union(_locals, StringComparer.Ordinal)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase);
        foreach (var twin in twins.Where(twin => twin.Count() > 1))
        {
            Error(
                0,
                $"the variables {string.Join(", ", twin)} differ in capitals only",
                "Give one of them another name."
            );
        }
    }

    /// <summary>Nobody reads a longer list of names.</summary>
    private const int MostKnown = 25;

    private void Part(TemplatePath path, IEnumerable<string> parts)
    {
        var root = path.Root.Text;
        if (path.Parts is not [{ } part])
        {
            Error(
                path.Root.Offset,
                $"'{root}' needs one part",
                $"For example '{root}.{parts.FirstOrDefault() ?? "name"}'."
            );
            return;
        }

        if (!parts.Contains(part.Text, StringComparer.Ordinal))
        {
            var nearest = NearestName.Of(part.Text, parts);
            string[] known = [.. parts.Take(MostKnown).Select(name => $"{root}.{name}")];
            var fix =
                nearest is not null ? $"Did you mean '{root}.{nearest}'?"
                : known.Length is > 0 and < MostKnown ? $"Known here: {string.Join(", ", known)}."
                : null;
            Error(path.Root.Offset, $"unknown variable '{root}.{part.Text}'", fix);
            return;
        }

        if (root is TemplateVariables.Texts)
        {
            Snippets.TryAdd(part.Text, path.Root.Offset);
        }
    }

    private void Text(int start, int end, bool trimsStart, bool trimsEnd, TemplateTags tags)
    {
        var text = source.AsSpan(start, end - start);
        text = trimsStart ? text.TrimStart(Blanks) : text;
        text = trimsEnd ? text.TrimEnd(Blanks) : text;
        if (!text.IsEmpty)
        {
            tags.Add(new TextSpanStatement(text.ToString()));
        }
    }

    private void Placeholder(TemplateParser parser, TemplateTags tags)
    {
        if (parser.Current.Kind == TokenKind.End)
        {
            parser.Fail("nothing stands between the braces", "Write the name of a variable, such as {{ name }}.");
            return;
        }

        var start = parser.Current;
        var (value, path, hasDefault, hasFilters) = parser.Value();
        parser.End();
        tags.Add(new PlaceholderStatement(value));
        if (!parser.Failed && start.Kind == TokenKind.Number && !hasFilters && value is LiteralExpression)
        {
            var fix = $"Write the name of a variable: {ForeignVariables.Placeholder("name", '\'')}";
            Add(isError: false, start.Offset, $"'{start.Text}' in braces prints just that", fix);
        }

        if (
            parser.Failed
            || path is null
            || scope.Captures.Contains(path.Root.Text)
            || _locals.Contains(path.Root.Text)
        )
        {
            return;
        }

        if (path.Parts.Count == 0 && TemplateVariables.IsOpen(path.Root.Text))
        {
            Error(path.Root.Offset, $"'{path}' needs one part", $"For example '{path}.city'.");
        }
        else if (!hasDefault && !tags.IsAskedFor(path) && !IsJustRemembered(path) && MayBeMissing(path))
        {
            var fix = $"Write {{{{ {path} | default: '…' }}}} to say something else then.";
            Add(isError: false, path.Root.Offset, $"'{path}' may be missing and then prints nothing", fix);
        }
        else if (path.Root.IsWord("now") && !hasFilters)
        {
            const string Fix = "Write {{ now | date: '%H:%M' }}.";
            Add(isError: false, path.Root.Offset, "'now' alone prints date, time and zone as a machine does", Fix);
        }
    }

    /// <summary>The rule of the text remembers it before it says the text.</summary>
    private bool IsJustRemembered(TemplatePath path) =>
        path.Root.IsWord(TemplateVariables.Contact)
        && path.Parts is [{ } part]
        && scope.JustRemembered.Contains(part.Text);

    private bool MayBeMissing(TemplatePath path) => !scope.Sure.Contains(path.ToString()) && CanBeMissing(path);

    private bool CanBeMissing(TemplatePath path) =>
        scope.Book.TryGetValue(path.Root.Text, out var variable)
            ? variable.MayBeMissing(path)
            : TemplateVariables.MayBeMissing(path.Root.Text, path.Parts.Count > 0 ? path.Parts[0]?.Text : null);

    /// <summary>The columns of a captured row with this name.</summary>
    private List<string> ColumnsOf(string root) =>
        [
            .. scope
                .Captures.Where(name => name.StartsWith(root, StringComparison.Ordinal))
                .Where(name => name.Length > root.Length && name[root.Length] == '.')
                .Select(name => name[(root.Length + 1)..]),
        ];

    private void Add(bool isError, int offset, string message, string? fix)
    {
        var before = source.AsSpan(0, offset);
        var line = before.Count('\n') + 1;
        var column = offset - before.LastIndexOf('\n');
        problems.Add(new(isError, line, column, message, fix));
    }
}
