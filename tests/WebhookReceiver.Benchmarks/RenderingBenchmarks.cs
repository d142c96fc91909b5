using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Benchmarks;

/// <summary>Renders a reply: a constant text, and one with a name and a capture.</summary>
[MemoryDiagnoser]
public class RenderingBenchmarks
{
    private static readonly IncomingMessage Message = new()
    {
        Sender = "447700900123",
        Name = "Ann",
        Text = "order 4711",
    };
    private static readonly KeyValuePair<string, string>[] Captures = [new("id", "4711")];

    private readonly ReplyTemplate _constant = Parse("We are open from nine to five.");
    private readonly ReplyTemplate _filled = Parse(
        "Hello {{ name | default: \"there\" }}! Order {{ id }} is on its way."
    );

    [Benchmark(Baseline = true)]
    public string Constant() => _constant.Render(Message, Captures);

    [Benchmark]
    public string Filled() => _filled.Render(Message, Captures);

    private static ReplyTemplate Parse(string text) =>
        ReplyTemplate.Parse(
            text,
            new TemplateScope(ImmutableHashSet.Create("id"), ImmutableDictionary<string, string>.Empty),
            []
        )!;
}
