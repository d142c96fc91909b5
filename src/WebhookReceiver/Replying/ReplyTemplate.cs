using System.Collections.Frozen;
using Fluid.Ast;

namespace WebhookReceiver.Replying;

/// <summary>A text of a rule file with its Liquid placeholders, checked when it is loaded.</summary>
internal sealed class ReplyTemplate
{
    /// <summary>A text without placeholders names nothing, whatever it may name.</summary>
    private static readonly TemplateNeeds NoNeeds = TemplateNeeds.Of(
        new(FrozenSet<string>.Empty, FrozenDictionary<string, string>.Empty)
    );

    private readonly string _source;
    private readonly IReadOnlyList<Statement>? _template;
    private readonly TemplateNeeds _needs;

    private ReplyTemplate(string source, IReadOnlyList<Statement>? template, TemplateNeeds needs)
    {
        _source = source;
        _template = template;
        _needs = needs;
    }

    /// <summary>The text as it was written.</summary>
    public string Source => _source;

    /// <summary>True if the text has no placeholders: then <see cref="Render"/> costs nothing and ignores its arguments.</summary>
    public bool IsConstant => _template is null;

    /// <summary>Reads a template. Adds what is wrong to <paramref name="problems"/>; null only if there is an error among it.</summary>
    /// <remarks>One line break at the end goes: a block text of a rule file always has one.</remarks>
    public static ReplyTemplate? Parse(string source, TemplateScope scope, ICollection<TemplateProblem> problems) =>
        TemplateScanner.AreIn(source) ? ParseOne(source, new(scope), problems) : Constant(source);

    private static ReplyTemplate Constant(string source) => new(WithoutLastLineBreak(source), template: null, NoNeeds);

    /// <summary>Fills in the template. What the customer wrote is inserted as data, never rendered again.</summary>
    /// <exception cref="TemplateException">It failed at run time or went over its limits; the rule is passed over.</exception>
    public string Render(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures) =>
        _template is null ? _source : new TemplateRendering(message, captures).Render(this);

    internal static ReplyTemplate? ParseOne(
        string source,
        TemplateSnippets snippets,
        ICollection<TemplateProblem> problems
    )
    {
        var text = WithoutLastLineBreak(source);
        if (!TemplateScanner.AreIn(text))
        {
            return Constant(source);
        }

        var check = new TemplateCheck(text, snippets.Scope, problems);
        var statements = check.Read();
        var used = snippets.Parse(check);
        return check.HasErrors ? null : new(text, statements, new(check.Roots, used, snippets.Scope));
    }

    internal (IReadOnlyList<Statement>? Statements, string Source, TemplateNeeds Needs) Parts =>
        (_template, _source, _needs);

    private static string WithoutLastLineBreak(string source)
    {
        var end = source.EndsWith('\n') ? source.Length - 1 : source.Length;
        return end > 0 && end < source.Length && source[end - 1] == '\r' ? source[..(end - 1)] : source[..end];
    }
}

/// <summary>What a template may name besides the variables every message has.</summary>
/// <param name="Captures">Names of the rule's slots and named groups.</param>
/// <param name="Texts">Shared snippets by name (<c>texts.*</c>), themselves templates.</param>
internal sealed record TemplateScope(IReadOnlySet<string> Captures, IReadOnlyDictionary<string, string> Texts)
{
    private static readonly FrozenDictionary<string, RuleSetVariable> NoVariables = FrozenDictionary<
        string,
        RuleSetVariable
    >.Empty;

    private static readonly FrozenDictionary<string, DateTimeOffset> NoEnds = FrozenDictionary<
        string,
        DateTimeOffset
    >.Empty;

    /// <summary>What the book gives to every template, by the name in front of the first dot.</summary>
    public IReadOnlyDictionary<string, RuleSetVariable> Book { get; init; } = NoVariables;

    /// <summary>When a shared snippet ends; from then on it prints nothing.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Ends { get; init; } = NoEnds;

    /// <summary>The language that the text is written in.</summary>
    public ReplyLanguage Language { get; init; } = ReplyLanguage.None;
}

/// <summary>Something wrong in a template; line and column from 1, inside the template's text.</summary>
internal sealed record TemplateProblem(bool IsError, int Line, int Column, string Message, string? Fix);

/// <summary>A template failed while it was filled in.</summary>
internal sealed class TemplateException(string message, Exception? inner) : Exception(message, inner);

/// <summary>What a template must be given: variables and snippets.</summary>
internal sealed record TemplateNeeds(
    IReadOnlySet<string> Roots,
    IReadOnlyDictionary<string, ReplyTemplate> Snippets,
    TemplateScope Scope
)
{
    public static TemplateNeeds Of(TemplateScope scope) =>
        new(FrozenSet<string>.Empty, FrozenDictionary<string, ReplyTemplate>.Empty, scope);
}
