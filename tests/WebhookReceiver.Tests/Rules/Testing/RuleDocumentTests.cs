using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Testing;

/// <summary>The examples of docs/rules.md and docs/how-do-i.md, and the samples, agree with the program.</summary>
public sealed partial class RuleDocumentTests
{
    private static readonly string[] Settings =
    [
        "--Sending:Token=a-token-of-a-test",
        "--Sending:Language=en",
        "--Models:Address=http://localhost:1/v1",
        "--Models:Model=small",
    ];

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero));

    private static readonly string Docs = Path.Combine(RepositoryRoot.Path, "docs");

    private const string Reference = "rules.md";
    private const string HowDoI = "how-do-i.md";

    public static TheoryData<string, int> Examples
    {
        get
        {
            var examples = new TheoryData<string, int>();
            foreach (var document in new[] { Reference, HowDoI, "models.md" })
            {
                for (var number = 0; number < Read(document).Count; number++)
                {
                    examples.Add(document, number);
                }
            }

            return examples;
        }
    }

    public static TheoryData<string> Samples => ["bakery", "dental-clinic", "parcel-service"];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_is_good_or_fails_as_it_says(string document, int number)
    {
        var example = Read(document)[number];
        using var folder = new TemporaryFolder();
        foreach (var (name, content) in example.Files)
        {
            folder.Write(name, content);
        }

        var (code, output, _) = await Verb.RunAsync(CheckCommand.Create(Settings, Clock), folder.Path, "--strict");

        if (example.Expected is { } expected)
        {
            Assert.Equal(1, code);
            Assert.Contains(expected, output, StringComparison.Ordinal);
            return;
        }

        Assert.EndsWith(": all good", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', WithoutHeard(output));
    }

    [Fact]
    public void Every_example_of_how_to_do_something_has_a_test() =>
        Assert.All(
            Read(HowDoI),
            example => Assert.Contains(example.Files.Values, file => file.Contains("tests:", StringComparison.Ordinal))
        );

    [Fact]
    public void Every_section_of_how_to_do_something_has_an_example_and_a_link()
    {
        var document = File.ReadAllText(Path.Combine(Docs, HowDoI));
        string[] sections = [.. document.Split("\n## ").Skip(1)];

        Assert.True(sections.Length >= 20);
        Assert.All(sections, section => Assert.Contains("\n```yaml", section, StringComparison.Ordinal));
        Assert.All(
            sections,
            section => Assert.Contains($"(#{AnchorOf(section.Split('\n')[0])})", document, StringComparison.Ordinal)
        );
    }

    private static string AnchorOf(string heading) =>
        heading.ToLowerInvariant().Replace(",", "", StringComparison.Ordinal).Replace(' ', '-');

    [Fact]
    public void Every_key_has_an_example()
    {
        var examples = string.Join('\n', Read(Reference).SelectMany(example => example.Files.Values));

        Assert.DoesNotContain(
            SchemaTests.Keys(),
            key => !Regex.IsMatch(examples, $@"(^|[\s{{,]){Regex.Escape(key)}:", RegexOptions.None, Limit)
        );
    }

    /// <summary>In which wordings commands are heard is no finding.</summary>
    private static string WithoutHeard(string output) =>
        string.Join('\n', output.Split('\n').Where(line => !line.Contains(" hears “", StringComparison.Ordinal)));

    [Fact]
    public async Task The_rules_of_the_walk_through_are_without_any_finding()
    {
        var folder = Path.Combine(Docs, "samples", "follow-ups");

        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create(Settings, Clock), folder, "--strict");

        Assert.Equal("2 rules, 2 tests: all good", output);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_samples_are_without_any_finding(string sample)
    {
        var folder = Path.Combine(Docs, "samples", sample);

        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create(Settings, Clock), folder, "--strict");

        Assert.Matches("^(1[5-9]|2[0-5]) rules, [0-9]+ tests: all good$", WithoutHeard(output));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_tests_of_the_samples_reach_every_rule(string sample)
    {
        var folder = Path.Combine(Docs, "samples", sample);

        var (_, output, _) = await Verb.RunAsync(CheckCommand.Create(Settings, Clock), folder, "--coverage");

        Assert.DoesNotContain("no test reaches rule", output, StringComparison.Ordinal);
    }

    private static TimeSpan Limit => TimeSpan.FromSeconds(1);

    /// <summary>
    /// A block <c>yaml</c> is one folder, as is <c>yaml bad</c>, with its error in the following block <c>text</c>;
    /// blocks with file names form one folder up to the next heading.
    /// </summary>
    private static List<Example> Read(string document)
    {
        var examples = new List<Example>();
        Example? named = null;
        foreach (Match part in Part().Matches(File.ReadAllText(Path.Combine(Docs, document))))
        {
            var info = part.Groups["info"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var body = part.Groups["body"].Value;
            switch (info)
            {
                case ["yaml"]:
                case ["yaml", "bad"]:
                    examples.Add(
                        new Example { Files = { ["a.yaml"] = body }, Expected = info.Length == 2 ? "" : null }
                    );
                    break;
                case ["text"] when examples is [.., { Expected: "" } bad]:
                    bad.Expected = body.TrimEnd('\n');
                    break;
                case ["yaml" or "csv" or "markdown" or "ics", var name]:
                    if (named is null)
                    {
                        examples.Add(named = new Example());
                    }

                    named.Files[name] = body;
                    break;
                case []:
                    named = null;
                    break;
            }
        }

        return examples;
    }

    private sealed class Example
    {
        public Dictionary<string, string> Files { get; init; } = new(StringComparer.Ordinal);

        /// <summary>The expected error; null if the example is good.</summary>
        public string? Expected { get; set; }
    }

    [GeneratedRegex(
        @"^\#+ [^\n]*$|^```(?<info>[^\n]+)\n(?<body>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Part();
}
