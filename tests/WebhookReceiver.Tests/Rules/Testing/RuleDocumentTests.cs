using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Testing;

/// <summary>The examples of docs/rules.md and the samples agree with the program.</summary>
public sealed partial class RuleDocumentTests
{
    private static readonly string[] Settings = ["--Sending:Token=a-token-of-a-test", "--Sending:Language=en"];

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero));

    private static readonly string Docs = Path.Combine(RepositoryRoot.Path, "docs");

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, Read().Count)];

    public static TheoryData<string> Samples => ["bakery", "dental-clinic", "parcel-service"];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_is_good_or_fails_as_it_says(int number)
    {
        var example = Read()[number];
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
    public void Every_key_has_an_example()
    {
        var examples = string.Join('\n', Read().SelectMany(example => example.Files.Values));

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
    private static List<Example> Read()
    {
        var examples = new List<Example>();
        Example? named = null;
        foreach (Match part in Part().Matches(File.ReadAllText(Path.Combine(Docs, "rules.md"))))
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
