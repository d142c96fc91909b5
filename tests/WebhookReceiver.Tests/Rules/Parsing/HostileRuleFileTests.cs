using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsCheck;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>
/// Malicious files, and files broken at random: the result is always a rule set and problems, never an exception, and
/// always fast.
/// </summary>
public sealed class HostileRuleFileTests
{
    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{", 100_000)]
    [InlineData("- ", 100_000)]
    [InlineData("? ", 100_000)]
    [InlineData("{a: ", 50_000)]
    [InlineData("\"", 100_001)]
    [InlineData("!", 100_000)]
    [InlineData("&a ", 100_000)]
    [InlineData("a: ", 100_000)]
    [InlineData("a\n", 100_000)]
    [InlineData("# \n", 100_000)]
    [InlineData(" ", 500_000)]
    [InlineData("\n", 500_000)]
    [InlineData("%", 100_000)]
    [InlineData("- |\n", 100_000)]
    [InlineData("---\n", 100_000)]
    public void Repeated_signs_end_in_problems(string sign, int count)
    {
        var text = new StringBuilder().Insert(0, sign, count).ToString();

        Assert.NotEmpty(ProblemsOf(RuleSamples.File("a.yaml", text)));
        Assert.NotEmpty(ProblemsOf(RuleSamples.File("a.yaml", "rules:\n  - when: " + text)));
        Assert.NotEmpty(ProblemsOf(RuleSamples.File("a.json", text)));

        static ImmutableArray<RuleProblem> ProblemsOf(RuleFile file) =>
            ProblemSpans.AddTo([.. RuleSamples.Build(file).Problems], [file]);
    }

    [Fact]
    public void Aliases_that_double_nine_times_are_refused_before_they_grow()
    {
        var text = new StringBuilder("lists:\n  a0: &a0 [lol, lol, lol]\n");
        for (var i = 1; i < 9; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n");
        }

        var build = RuleSamples.Build(text.ToString());

        Assert.True(build.HasErrors);
        Assert.Contains(
            build.Problems,
            problem => problem.Line == 2 && problem.Message.Contains("anchor", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Lists_that_contain_lists_do_not_grow()
    {
        var text = new StringBuilder("lists:\n  a0: [lol]\n");
        for (var i = 1; i < 30; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  a{i}: [$a{i - 1}, $a{i - 1}, $a{i - 1}]\n");
        }

        text.Append("rules:\n  - when: $a29\n    reply: a\n");

        Assert.Equal("", RuleSamples.Told(RuleSamples.Build(text.ToString())));
    }

    [Fact]
    public void A_chain_of_fifty_thousand_lists_is_refused_without_using_up_the_stack()
    {
        var text = new StringBuilder("lists:\n  a0: [lol]\n");
        for (var i = 1; i < 50_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  a{i}: [$a{i - 1}]\n");
        }

        text.Append("rules:\n  - when: $a49999\n    reply: a\n");

        Assert.Equal(
            "shop.yaml:49969:11: rule 'shop-1': lists stand in lists too deeply here. Write the texts into fewer lists.\n",
            RuleSamples.Told(RuleSamples.Build(text.ToString()))
        );
    }

    [Fact]
    public void A_long_list_used_by_very_many_rules_is_refused_before_it_fills_the_memory()
    {
        var list = string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"word{i}"));
        var rules = string.Concat(Enumerable.Repeat("  - when: $long\n    reply: a\n", 10_000));

        var build = RuleSamples.Build($"lists:\n  long: [{list}]\nrules:\n{rules}");

        var problem = Assert.Single(build.Problems);
        Assert.Equal("the rules use more texts than this program can hold.", problem.Message);
        Assert.Empty(build.RuleSet.Rules);
    }

    [Fact]
    public void Ten_thousand_rules_in_a_file_are_all_read()
    {
        var text = new StringBuilder("rules:\n");
        for (var i = 0; i < 10_000; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - id: rule-{i}\n    when: [word{i}, other word{i}]\n    reply: Answer {i}\n    tests:\n      - say: word{i}\n"
            );
        }

        var build = RuleSamples.Build(text.ToString());

        Assert.Equal("", RuleSamples.Told(build));
        Assert.Equal((10_000, 10_000), (build.RuleSet.Rules.Length, build.Tests.Count));
    }

    [Fact]
    public void Files_broken_at_random_never_throw()
    {
        var seeds = RuleSamples
            .Names("Bad")
            .Concat(RuleSamples.Names("Good"))
            .Where(name => name.Contains('.', StringComparison.Ordinal))
            .Select(name =>
                RuleSamples.Names("Bad").Contains(name) ? RuleSamples.Read("Bad", name) : RuleSamples.Read("Good", name)
            )
            .Select(files => files[0].Content.ToArray())
            .ToArray();
        var signs = "\n  - :[]{}\"'|>&*!#%@`,\\\t$<?~\u00e9\u00a0x"
            .Select(sign => Encoding.UTF8.GetBytes([sign]))
            .ToArray();

        Gen.Select(
                Gen.Int[0, seeds.Length - 1],
                Gen.Int[0, signs.Length - 1].Array[1, 6],
                Gen.Int[0, 2000],
                Gen.Int[0, 12]
            )
            .Sample(
                (seed, insert, at, cut) =>
                {
                    var bytes = seeds[seed];
                    var start = at % (bytes.Length + 1);
                    var end = Math.Min(bytes.Length, start + cut);
                    byte[] broken = [.. bytes[..start], .. insert.SelectMany(sign => signs[sign]), .. bytes[end..]];
                    var yaml = RuleSamples.Build(new RuleFile("a.yaml", broken));
                    var json = RuleSamples.Build(new RuleFile("a.json", broken));
                    return yaml.Problems.Concat(json.Problems).All(problem => problem is { Line: > 0, Column: > 0 });
                },
                iter: 3_000,
                threads: 1
            );
    }
}
