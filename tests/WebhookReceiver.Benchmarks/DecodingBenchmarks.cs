using System.Text;
using BenchmarkDotNet.Attributes;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Benchmarks;

/// <summary>From the bytes of a request to a message with its key: a payload of 400 bytes as the platform sends it.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"number":"447700900123","message-in":"Hello%2C+please+tell+me+about+your+opening+hours+today%21+%F0%9F%98%80","message-in-raw":"Hello, please tell me about your opening hours today! 😀","type":1,"application":"8","unique-id":"wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhg","quoted":"","project-id":"10777","direction":0,"name":"Ann Example","country":"44","city":"","custom-variables":""}"""
    );

    [Benchmark]
    public object Decode() => WebhookDecoder.Decode(Body, "application/json", "?key=k", DateTimeOffset.UnixEpoch);
}
