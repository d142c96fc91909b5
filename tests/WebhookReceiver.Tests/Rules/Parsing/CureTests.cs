using System.Text;
using System.Text.RegularExpressions;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Every cure that the code can print is printed by a sample, and every cure that writes out a text works.</summary>
public sealed partial class CureTests
{
    /// <summary>Where problems of rule files are made.</summary>
    private static readonly string[] Chapters =
    [
        "Rules/Parsing",
        "Rules/Linting",
        "Rules/Matching",
        "Rules/Calendars",
        "Replying",
    ];

    /// <summary>What no file of a sample can bring out.</summary>
    private static readonly string[] TriedElsewhere =
    [
        // Only folders, files and texts beyond every limit print these.
        "Write the id of a rule, such as '\u0001'.",
        "Write the id of a rule.",
        "Write a number up to \u0001, or one of \u0001.",
        "Take some out.",
        "Write the texts into fewer lists.",
        "Use shorter lists.",
        "Split it.",
        "Split it into several files.",
        "The pattern has \u0001 characters; \u0001 is the limit. Split it into several.",
        "Write several placeholders, or use a table.",
        "Use several shared texts.",
        // The parser of the key tells an empty text before.
        "An empty pattern matches every message. Leave 'matches' out if that is meant.",
        // A plug-in and a setting of the server: GoodRuleFileTests and LinterTests.
        "Give this rule another id.",
        "Set Sending:Language (environment: Sending__Language), such as en.",
        "Set Models:Address and Models:Model (environment: Models__Address, Models__Model) where the server runs.",
        "Set Sending:Token (environment: Sending__Token) where the server runs.",
        // The last resort, for mistakes that no check knows.
        "YAML cannot read this line.",
        "Write 'key: value'.",
        "Compare it with the lines above: look for a missing colon, quote or bracket, or for other indentation.",
        "Write it with three lines alone: DTSTART;VALUE=DATE:20261225, RRULE:FREQ=YEARLY and SUMMARY:Christmas Day",
        // No cures: what customers get, and faults of a reply that is made.
        "You will get no more messages from us. Write \u0001 to hear from us again.",
        "Welcome back! You get our messages again.",
        "All right, let us leave it there.",
        "Our automatic answers are back.",
        "The definitions are not parsed yet.",
        "The media address is not an https address once its variables are filled in.",
        "A loop goes round more than \u0001 times.",
        "The template takes more than \u0001 steps.",
        "A filter failed: \u0001.",
        "The text grew longer than 65,536 characters.",
    ];

    public static TheoryData<string> Cases => [.. RuleSamples.Names("Bad")];

    [Fact]
    public async Task Every_cure_in_the_code_is_printed_by_a_sample()
    {
        var printed = new StringBuilder();
        foreach (var name in RuleSamples.Names("Bad"))
        {
            printed.Append(RuleSamples.Told(RuleSamples.Build(RuleSamples.Read("Bad", name))));
        }

        foreach (var sample in PlantedMistakeTests.Samples().Where(sample => sample.Severity is not null))
        {
            printed.Append(await PlantedMistakeTests.CheckAsync(sample.Files)).Append('\n');
        }

        var told = printed.ToString();
        var missing = CureTemplates
            .In(SourceFolder(), Chapters)
            .Where(cure => !cure.Pattern.IsMatch(told))
            .Select(cure => cure.Template)
            .Except(TriedElsewhere, StringComparer.Ordinal);

        Assert.True(!missing.Any(), string.Join('\n', missing));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_cure_that_writes_out_a_text_ends_the_mistake_when_it_is_pasted(string name)
    {
        var files = RuleSamples.Read("Bad", name);
        var problems = RuleSamples.Build(files).Problems;
        var left = new List<string>();
        foreach (var problem in problems.Where(problem => problem.Fix is { } fix && CurePaste.IsLiteral(fix)))
        {
            var file = files.First(file => file.Path == problem.Path);
            if (problem.Fix!.Contains('…', StringComparison.Ordinal) || !IsPlain(file) || IsExample(problem.Fix))
            {
                continue;
            }

            var text = Encoding.UTF8.GetString(file.Content.Span);
            var pasted = CurePaste.Into(text, problem.Line, problem.Column, problem.Fix);
            var after = RuleSamples.Build([
                .. files.Where(other => other != file),
                RuleSamples.File(file.Path, pasted),
            ]);
            left.AddRange(
                after
                    .Problems.Where(other => other.Path == problem.Path && other.Line == problem.Line)
                    .Where(other => other.Message == problem.Message && other.Column == problem.Column)
                    .Select(other => $"{other} <- {pasted.Split('\n')[problem.Line - 1]}")
            );
        }

        Assert.Equal("", string.Join('\n', left));
    }

    private static bool IsPlain(RuleFile file) =>
        !file.Path.EndsWith(".json", StringComparison.Ordinal) && Ascii.IsValid(file.Content.Span);

    /// <summary>Cures that show how such a thing is written, not what this author meant.</summary>
    private static bool IsExample(string cure) => Example().IsMatch(cure);

    private static string SourceFolder() =>
        Path.GetFullPath(
            Path.Combine(RuleSamples.FolderOf("Bad"), "..", "..", "..", "..", "..", "src", "WebhookReceiver")
        );

    [GeneratedRegex(
        @" or, if| or \{|, or |; or |^Write once|such as|the usual one|menu: \[|ask: \[|lookup: \{|tell: \{|shop: \{|city: |items: ",
        RegexOptions.None,
        1_000
    )]
    private static partial Regex Example();
}
