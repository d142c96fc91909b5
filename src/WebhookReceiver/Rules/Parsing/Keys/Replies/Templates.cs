using WebhookReceiver.Replying;
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
    ];

    /// <summary>A text in the folder's first language.</summary>
    public static ReplyTemplate? Parse(TextNode text, IReadOnlySet<string> captures, ParseContext context) =>
        Parse(text, captures, context.Settings.Languages.First, context);

    public static ReplyTemplate? Parse(
        TextNode text,
        IReadOnlySet<string> captures,
        ReplyLanguage language,
        ParseContext context
    )
    {
        if (TypographicQuotes.Around(text) is { } quotes)
        {
            context.Problems.Warning(text.Place, quotes.Message, quotes.Fix);
        }

        var problems = new List<TemplateProblem>();
        var template = ReplyTemplate.Parse(text.Value, context.ScopeFor(captures, language), problems);
        foreach (var problem in problems)
        {
            if (IsAboutUnreadableFile(problem, context))
            {
                continue;
            }

            var place = PlaceOf(problem, text);
            if (problem.IsError)
            {
                context.Problems.Error(place, Sentence(problem.Message), problem.Fix);
            }
            else
            {
                context.Problems.Warning(place, Sentence(problem.Message), problem.Fix);
            }
        }
        return template;
    }

    /// <summary>Also the columns of a table with an error of its own.</summary>
    private static bool IsAboutUnreadableFile(TemplateProblem problem, ParseContext context) =>
        (context.Problems.LacksSomething && problem.Message.StartsWith("unknown variable", StringComparison.Ordinal))
        || FromFiles.Any(start =>
            problem.Message.StartsWith(start, StringComparison.Ordinal)
            && context.Symbols.MayStandInUnreadableFile(problem.Message[start.Length..].TrimEnd('\'').Split('.')[0])
        );

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    private static RulePlace PlaceOf(TemplateProblem problem, TextNode text)
    {
        var origin = text.Origin;
        return origin.IsExact && (problem.Line == 1 || text.Style == TextStyle.Literal)
            ? new RulePlace(text.Place.Path, origin.Line + problem.Line - 1, origin.Column + problem.Column - 1)
            : text.Place;
    }
}
