using BenchmarkDotNet.Attributes;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Benchmarks;

/// <summary>Folding a text of typical length, plain and with accents and emoji.</summary>
[MemoryDiagnoser]
public class FoldingBenchmarks
{
    private readonly FoldedText _folded = new();

    [Params(
        "Hello, please tell me about your opening hours today!",
        "¿Cuánto cuesta el menú del día? 😀",
        "ما هي مواعيد العمل اليوم؟"
    )]
    public string Text { get; set; } = "";

    [Benchmark]
    public int Fold()
    {
        _folded.Fold(Text);
        return _folded.Tokens.Length;
    }
}
