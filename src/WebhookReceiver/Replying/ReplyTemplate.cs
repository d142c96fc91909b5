using System.Collections.Frozen;
using Fluid.Ast;

namespace WebhookReceiver.Replying;

/// <summary>A text of a rule file with Liquid placeholders, checked at load.</summary>
internal sealed class ReplyTemplate
{
    /// <summary>A text without placeholders needs no variable.</summary>
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

    /// <summary>The original text.</summary>
    public string Source => _source;

    /// <summary>How often it comes, beside a text of weight 1.</summary>
    public int Weight { get; private init; } = 1;

    /// <summary>The same text with this weight.</summary>
    public ReplyTemplate Weighing(int weight) =>
        weight == Weight ? this : new ReplyTemplate(_source, _template, _needs) { Weight = weight };

    /// <summary>True without placeholders: then <see cref="Render"/> costs nothing and ignores its arguments.</summary>
    public bool IsConstant => _template is null;

    /// <summary>The variables that it names.</summary>
    public IReadOnlySet<string> Roots => _needs.Roots;

    /// <summary>The shared texts that it says, and those that they say.</summary>
    public IEnumerable<string> SharedTexts =>
        _needs.Snippets.SelectMany(snippet => snippet.Value.SharedTexts.Prepend(snippet.Key));

    /// <summary>
    /// Parses a template. Adds its problems to <paramref name="problems"/>; null only after an error.
    /// </summary>
    /// <remarks>Removes one line break at the end: a block text of a rule file always has one.</remarks>
    public static ReplyTemplate? Parse(string source, TemplateScope scope, ICollection<TemplateProblem> problems) =>
        TemplateScanner.AreIn(source) ? ParseOne(source, new(scope), problems) : Constant(source);

    private static ReplyTemplate Constant(string source) => new(WithoutLastLineBreak(source), template: null, NoNeeds);

    /// <summary>Fills in the template. A contact's text is inserted as data, never rendered.</summary>
    /// <exception cref="TemplateException">A run-time failure or an exceeded limit; the rule is skipped.</exception>
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

/// <summary>The names available to a template besides the variables of every message.</summary>
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

    /// <summary>The rule set's variables for every template, by the name before the first dot.</summary>
    public IReadOnlyDictionary<string, RuleSetVariable> Book { get; init; } = NoVariables;

    /// <summary>The end of a shared snippet; after it the snippet prints nothing.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Ends { get; init; } = NoEnds;

    /// <summary>Variables that some rule remembers: <c>contact.*</c>.</summary>
    public IReadOnlySet<string> Remembered { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Those that the rule itself remembers before it says the text.</summary>
    public IReadOnlySet<string> JustRemembered { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Variables that the conditions of the rule guarantee.</summary>
    public IReadOnlySet<string> Sure { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The days that the text may speak of.</summary>
    public KnownDays Days { get; init; } = KnownDays.None;

    /// <summary>The language that the text is written in.</summary>
    public ReplyLanguage Language { get; init; } = ReplyLanguage.None;
}

/// <summary>A problem in a template; line and column from 1, within the template's text.</summary>
internal sealed record TemplateProblem(bool IsError, int Line, int Column, string Message, string? Fix);

/// <summary>A template failed during rendering.</summary>
internal sealed class TemplateException(string message, Exception? inner) : Exception(message, inner);

/// <summary>The variables and snippets that a template needs.</summary>
internal sealed record TemplateNeeds(
    IReadOnlySet<string> Roots,
    IReadOnlyDictionary<string, ReplyTemplate> Snippets,
    TemplateScope Scope
)
{
    public static TemplateNeeds Of(TemplateScope scope) =>
        new(FrozenSet<string>.Empty, FrozenDictionary<string, ReplyTemplate>.Empty, scope);
}
