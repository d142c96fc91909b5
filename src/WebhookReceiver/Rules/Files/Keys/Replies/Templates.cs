using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary>Reply texts with placeholders; what is wrong inside a text is told at its place in the file.</summary>
internal static class Templates
{
    private const string UnknownText = "unknown variable 'texts.";

    public static ReplyTemplate? Read(TextNode text, IReadOnlySet<string> captures, Reading reading)
    {
        var problems = new List<TemplateProblem>();
        var template = ReplyTemplate.Parse(
            text.Value,
            new TemplateScope(captures, reading.Names.TextSources),
            problems
        );
        foreach (var problem in problems.Where(problem => !IsAboutUnreadableFile(problem, reading)))
        {
            var place = PlaceOf(problem, text);
            if (problem.IsError)
            {
                reading.Problems.Error(place, Sentence(problem.Message), problem.Cure);
            }
            else
            {
                reading.Problems.Warning(place, Sentence(problem.Message), problem.Cure);
            }
        }

        return template;
    }

    /// <summary>A shared text may be defined in a file that has an error of its own; that one is enough.</summary>
    private static bool IsAboutUnreadableFile(TemplateProblem problem, Reading reading) =>
        problem.Message.StartsWith(UnknownText, StringComparison.Ordinal)
        && reading.Names.MayStandInUnreadableFile(problem.Message[UnknownText.Length..].TrimEnd('\''));

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    private static RulePlace PlaceOf(TemplateProblem problem, TextNode text)
    {
        var origin = text.Origin;
        return origin.IsExact && (problem.Line == 1 || text.Style == TextStyle.Literal)
            ? new RulePlace(text.Place.Path, origin.Line + problem.Line - 1, origin.Column + problem.Column - 1)
            : text.Place;
    }
}
