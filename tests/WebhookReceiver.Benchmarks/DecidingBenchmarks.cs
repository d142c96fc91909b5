using BenchmarkDotNet.Attributes;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Benchmarks;

/// <summary>The engine alone, one thread: from a decoded message to the decision.</summary>
[MemoryDiagnoser]
public class DecidingBenchmarks
{
    private RuleSet _ruleSet = null!;
    private IncomingMessage[] _hits = null!;
    private IncomingMessage[] _misses = null!;
    private int _next;

    [Params(10, 100, 1_000, 10_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _ruleSet = MixedRules.Book(Rules);
        _hits = [.. Enumerable.Range(0, 1_024).Select(i => MixedRules.Hit(i * 7 % Rules))];
        _misses = [.. Enumerable.Range(0, 1_024).Select(MixedRules.Miss)];
    }

    [Benchmark]
    public ValueTask<object> HitAsync() => DecideAsync(_hits[_next++ & 1_023]);

    [Benchmark]
    public ValueTask<object> MissAsync() => DecideAsync(_misses[_next++ & 1_023]);

    private async ValueTask<object> DecideAsync(IncomingMessage message) =>
        await _ruleSet.DecideAsync(message, CancellationToken.None);
}
