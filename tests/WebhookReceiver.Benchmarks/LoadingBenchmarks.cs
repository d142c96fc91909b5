using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Benchmarks;

/// <summary>
/// From the bytes of a rules folder to a complete rule set: ten thousand rules must take less than five seconds.
/// </summary>
[MemoryDiagnoser]
public class LoadingBenchmarks
{
    private RuleFile[] _files = null!;

    [Params(1_000, 10_000)]
    public int Rules { get; set; }

    [Params(false, true)]
    public bool Typos { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var rules = new StringBuilder($"defaults: {{ typos: {(Typos ? "true" : "false")} }}\nrules:\n");
        for (var i = 0; i < Rules; i++)
        {
            rules.Append(
                CultureInfo.InvariantCulture,
                $"  - id: topic-{i}\n    when: [about topic{i}, tell * {Name(i)}]\n    reply: \"{{{{ texts.hello }}}} {i}\"\n"
            );
            rules.Append(CultureInfo.InvariantCulture, $"    tests:\n      - say: tell me {Name(i)}\n");
        }
        var rows = new StringBuilder("name,also,price\n");
        for (var i = 0; i < Rules; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"Part {i},sku-{i},{i}.50\n");
        }
        const string Shop =
            "texts: { hello: Hi! }\ntables: { parts: parts.csv }\nrules: [{ when: { mentions: parts }, reply: a }]\n";
        _files = [File("many.yaml", rules.ToString()), File("parts.csv", rows.ToString()), File("shop.yaml", Shop)];
    }

    [Benchmark]
    public async Task<int> LoadAsync()
    {
        var build = RuleSetBuilder.Build(_files, [], "v", DecisionLimits.Default, TimeProvider.System);
        var failures = await RuleTestRunner.ProveAsync(build.RuleSet, build.Tests, CancellationToken.None);
        return build.HasErrors || !failures.IsEmpty
            ? throw new InvalidOperationException("The rules of the benchmark must be good.")
            : build.RuleSet.Rules.Length;
    }

    private static RuleFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Ten letters without digits, far from each other.</summary>
    private static string Name(int number)
    {
        var name = new StringBuilder();
        var state = (uint)number + 1;
        for (var i = 0; i < 10; i++)
        {
            state = (state * 2_654_435_761u) + 12_345;
            name.Append((char)('a' + ((state >> 16) % 26)));
        }
        return name.ToString();
    }
}
