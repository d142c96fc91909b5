using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebhookReceiver.Tests.Management;

/// <summary>Traces and metrics for a collector of OpenTelemetry; the one here keeps what it gets.</summary>
public sealed class TelemetryExportTests
{
    private const string Rules = "rules:\n  - id: greeting\n    when: hi\n    reply: Hello!\n";

    [Fact]
    public async Task A_message_is_a_trace_with_its_steps_and_no_number_text_or_id()
    {
        await using var collector = await Collector.StartAsync();
        await using (var app = To(collector).With("OTEL_TRACES_SAMPLER", "always_on"))
        {
            using var answer = await app.PostAsync(
                """{"unique-id":"secret-id-1","number":"447700900123","message-in":"hi, my secret","application":"8"}"""
            );
            Assert.Equal("""{"message-out":"Hello!","delay":"0","type":"1"}""", await answer.TextAsync());
        }

        var traces = collector.Got("/v1/traces");
        string[] expected =
        [
            "process message",
            "decode",
            "claim",
            "decide",
            "commit",
            "messaging.operation.type",
            "greeting",
            "Replied",
            "service.name",
            "service.version",
            "WebhookReceiver",
        ];
        Assert.All(expected, name => Assert.Contains(name, traces, StringComparison.Ordinal));
        string[] secrets = ["447700900123", "secret", "Hello!", WebhookApp.Key];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, traces, StringComparison.Ordinal));
        Assert.Contains("wr.accepted", collector.Got("/v1/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_word_about_sampling_few_messages_have_a_trace()
    {
        await using var collector = await Collector.StartAsync();
        await using (var app = To(collector))
        {
            for (var i = 0; i < 100; i++)
            {
                await app.SayAsync("hi");
            }
        }

        // One in a hundred, by the random id of the trace: 20 of 100 would be a wonder.
        Assert.InRange(collector.Got("/v1/traces").Split("process message").Length - 1, 0, 20);
    }

    [Fact]
    public async Task A_collector_that_is_gone_costs_no_answer()
    {
        await using var app = new WebhookApp(("rules.yaml", Rules))
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
            .With("OTEL_EXPORTER_OTLP_TIMEOUT", "100")
            .With("OTEL_TRACES_SAMPLER", "always_on");

        Assert.Equal("Hello!", await app.SayAsync("hi"));
    }

    private static WebhookApp To(Collector collector) =>
        new WebhookApp(("rules.yaml", Rules))
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address)
            .With("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");

    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _requests = new();
        private readonly WebApplication _server;

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            _server = builder.Build();
            _server.Urls.Add("http://127.0.0.1:0");
            _server.Run(KeepAsync);
        }

        public string Address => _server.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._server.StartAsync();
            return collector;
        }

        /// <summary>All bodies of a path as text.</summary>
        public string Got(string path) =>
            string.Concat(
                _requests
                    .Where(request => request.Path == path)
                    .Select(request => Encoding.UTF8.GetString(request.Body))
            );

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private async Task KeepAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _requests.Enqueue((context.Request.Path, body.ToArray()));
        }
    }
}
