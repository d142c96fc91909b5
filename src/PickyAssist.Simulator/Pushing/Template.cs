using System.Globalization;
using System.Text.RegularExpressions;

namespace PickyAssist.Simulator.Pushing;

/// <summary>A filled template, or the reason why the channel will not send it.</summary>
internal sealed record FilledTemplate(string Text, string? Header, string? Fault);

internal static partial class Template
{
    /// <summary>
    /// A push has only values; their allowed form is the channel's rule (protocol sheet, section 4.4).
    /// </summary>
    public static FilledTemplate Fill(
        TemplateOptions template,
        IReadOnlyList<string> variables,
        IReadOnlyList<string> headerVariables
    ) =>
        new(
            Fill(template.Text, variables),
            template.Header is { } header ? Fill(header, headerVariables) : null,
            Fault(template, variables, headerVariables)
        );

    private static string? Fault(
        TemplateOptions template,
        IReadOnlyList<string> variables,
        IReadOnlyList<string> headerVariables
    )
    {
        if (Wanted(template.Text) != variables.Count || Wanted(template.Header ?? "") != headerVariables.Count)
            return "132000: the number of template variables does not match the template";

        return variables.Concat(headerVariables).Any(value => Forbidden().IsMatch(value))
            ? "Template variables may not contain newlines, tabs or more than four spaces in a row"
            : null;
    }

    private static int Wanted(string text) =>
        Placeholder()
            .Matches(text)
            .Select(match => match.Groups["number"].Value)
            .Distinct(StringComparer.Ordinal)
            .Count();

    private static string Fill(string text, IReadOnlyList<string> variables) =>
        Placeholder()
            .Replace(
                text,
                match =>
                    int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) is var number
                    && number >= 1
                    && number <= variables.Count
                        ? variables[number - 1]
                        : match.Value
            );

    [GeneratedRegex(@"\{\{(?<number>\d{1,3})\}\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\r\n\t]| {5}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Forbidden();
}
