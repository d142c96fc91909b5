namespace WebhookReceiver.Replying;

/// <summary>
/// The shared snippets (<c>texts.*</c>) that one template uses, directly or indirectly; each is parsed once.
/// </summary>
internal sealed class TemplateSnippets(TemplateScope scope)
{
    /// <summary>Deeper nesting of snippets is a mistake.</summary>
    private const int Deepest = 8;

    private readonly Dictionary<string, ReplyTemplate?> _read = new(StringComparer.Ordinal);
    private readonly Stack<string> _reading = new();

    public TemplateScope Scope => scope;

    /// <summary>Parses the snippets of a template; a problem inside a snippet is reported at its use.</summary>
    public Dictionary<string, ReplyTemplate> Parse(TemplateCheck user)
    {
        var used = new Dictionary<string, ReplyTemplate>(StringComparer.Ordinal);
        foreach (var (name, offset) in user.Snippets)
        {
            if (Read(name, user, offset) is { } snippet)
            {
                used.Add(name, snippet);
            }
        }

        return used;
    }

    private ReplyTemplate? Read(string name, TemplateCheck user, int offset)
    {
        if (_reading.Contains(name))
        {
            var circle = string.Join(", which uses ", _reading.Reverse().Append(name).Select(step => "texts." + step));
            user.Error(offset, $"snippets go in a circle: {circle}", "Write the text out in one of them.");
            return null;
        }

        if (_reading.Count >= Deepest)
        {
            user.Error(
                offset,
                $"texts.{name} is nested deeper than {Deepest} snippets",
                "Write the text out in one of them."
            );
            return null;
        }

        if (_read.TryGetValue(name, out var known))
        {
            return known;
        }

        _reading.Push(name);
        var problems = new List<TemplateProblem>();
        var snippet = ReplyTemplate.ParseOne(scope.Texts[name], this, problems);
        _reading.Pop();
        foreach (var problem in problems.Where(problem => problem.IsError))
        {
            user.Error(offset, $"in texts.{name}, line {problem.Line}: {problem.Message}", problem.Fix);
        }

        _read[name] = snippet;
        return snippet;
    }
}
