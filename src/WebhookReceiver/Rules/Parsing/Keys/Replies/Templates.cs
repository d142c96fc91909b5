using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing.Keys.Replies.Said;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>Parses reply texts with placeholders; a problem inside a text has its position in the file.</summary>
internal static class Templates
{
    /// <summary>Variables with names from rule files: one from a file with an error is not reported again.</summary>
    private static readonly string[] FromFiles =
    [
        "unknown variable 'texts.",
        "unknown variable 'calendar.",
        "unknown variable 'tables.",
        "no rule remembers 'contact.",
    ];

    /// <summary>A text in the folder's first language.</summary>
    public static ReplyTemplate? Parse(TextNode text, IReadOnlySet<string> captures, ParseContext context) =>
        Parse(text, captures, context.Settings.Languages.First, context);

    /// <summary>A text for customers; a page of answers may have Markdown's bold text.</summary>
    public static ReplyTemplate? ParseSaid(
        TextNode text,
        IReadOnlySet<string> captures,
        ReplyLanguage language,
        ParseContext context
    )
    {
        var template = Parse(text, captures, language, context);
        return
            template is not null
            && text.Style == TextStyle.Literal
            && RuleFileNames.IsMarkdown(text.Place.Path)
            && MarkdownBold.Mended(text.Value) is { } mended
            ? ReplyTemplate.Parse(mended, context.ScopeFor(captures, language), [])
            : template;
    }

    public static ReplyTemplate? Parse(
        TextNode text,
        IReadOnlySet<string> captures,
        ReplyLanguage language,
        ParseContext context
    )
    {
        if (TypographicQuotes.In(text) is { } quotes)
        {
            context.Problems.Warning(text.Place, quotes.Message, quotes.Fix);
        }

        var problems = new List<TemplateProblem>();
        var template = ReplyTemplate.Parse(text.Value, context.ScopeFor(captures, language), problems);
        var cure = problems.Count == 0 ? null : new TextCure(text, context.Symbols.SourceOf(text.Place.Path ?? ""));
        foreach (var problem in problems)
        {
            if (IsAboutUnreadableFile(problem, context))
            {
                continue;
            }

            var place = PlaceOf(problem, text);
            if (problem.IsError)
            {
                context.Problems.Error(place, Sentence(problem.Message), AsWritten(cure!.Pasted(problem.Fix)));
            }
            else
            {
                context.Problems.Warning(place, Sentence(problem.Message), cure!.Pasted(problem.Fix));
            }
        }
        return template;
    }

    /// <summary>Also what has an error of its own: the columns of a table, a shared text.</summary>
    private static bool IsAboutUnreadableFile(TemplateProblem problem, ParseContext context) =>
        IsAboutBadText(problem, context)
        || (context.Problems.LacksSomething && problem.Message.StartsWith("unknown variable", StringComparison.Ordinal))
        || FromFiles.Any(start =>
            problem.Message.StartsWith(start, StringComparison.Ordinal)
            && context.Symbols.MayStandInUnreadableFile(problem.Message[start.Length..].TrimEnd('\'').Split('.')[0])
        );

    private static bool IsAboutBadText(TemplateProblem problem, ParseContext context) =>
        problem.Message.StartsWith(FromFiles[0], StringComparison.Ordinal)
        && context.Symbols.Texts.ContainsKey(problem.Message[FromFiles[0].Length..].TrimEnd('\''));

    /// <summary>A name that only looks like the one in the text is mended where it is defined.</summary>
    private static string? AsWritten(string? fix) =>
        fix is not null
        && fix.StartsWith("Did you mean '", StringComparison.Ordinal)
        && ForeignLetters.MixedWord(fix) is not null
            ? $"Its definition holds {ForeignLetters.Told(fix)}: write it there with Latin letters alone."
            : fix;

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    /// <summary>The position of a character of the text in the file; that of the text where it is not known.</summary>
    public static RulePlace PlaceIn(TextNode text, int offset)
    {
        var before = text.Value.AsSpan(0, offset);
        var line = before.Count('\n') + 1;
        var column = offset - before.LastIndexOf('\n');
        return PlaceOf(new TemplateProblem(IsError: false, line, column, "", Fix: null), text);
    }

    private static RulePlace PlaceOf(TemplateProblem problem, TextNode text)
    {
        var origin = text.Origin;
        return origin.IsExact && (problem.Line == 1 || text.Style == TextStyle.Literal)
            ? new RulePlace(text.Place.Path, origin.Line + problem.Line - 1, origin.Column + problem.Column - 1)
            : text.Place;
    }
}
