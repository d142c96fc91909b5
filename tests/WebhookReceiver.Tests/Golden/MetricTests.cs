using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Golden;

/// <summary>Dashboards and alarms rely on names, units and labels of metrics.</summary>
[Collection(nameof(TestsAlone))]
public sealed partial class MetricTests
{
    [Fact]
    public async Task Every_instrument_has_its_name_its_unit_and_its_words()
    {
        var found = new ConcurrentQueue<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => found.Enqueue(instrument) };
        listener.Start();
        await using var app = new WebhookApp();
        await app.SayAsync("hi");
        var ours = app.Services.GetRequiredService<IMeterFactory>();

        GoldenFile.Is(
            "instruments.txt",
            found
                .Where(instrument => instrument.Meter.Scope == ours && instrument.Meter.Name == "WebhookReceiver")
                .Select(Line)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_is_scraped_has_its_names_types_and_labels()
    {
        await using var app = new WebhookApp(
            (
                "hi.yaml",
                "rules:\n  - { id: hi, when: hi, reply: Hi! }\n  - { id: draft, shadow: true, when: hi, reply: A }\n"
            )
        );
        string[] bodies =
        [
            WebhookApp.Payload("hi", id: "m-1"),
            WebhookApp.Payload("hi", id: "m-1"),
            WebhookApp.Payload("else", id: "m-1"),
            EventTests.Delivered("R-1"),
            "[1]",
            "",
        ];
        foreach (var body in bodies)
        {
            using var response = await app.PostAsync(body);
        }

        using var refused = await app.Webhook.GetAsync(
            new Uri("/webhook", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var scraped = await app.Management.GetStringAsync(
            new Uri("/metrics", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        var lines = scraped
            .Split('\n')
            .Select(line => Value().Replace(line, ""))
            .Where(line => line.Contains("wr_", StringComparison.Ordinal))
            .Select(line => Version().Replace(line, "=\"<version>\""));
        GoldenFile.Is("metrics.txt", lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_count_is_there_from_the_start_and_the_server_has_a_name()
    {
        await using var app = new WebhookApp();
        var scraped = await app.Management.GetStringAsync(
            new Uri("/metrics", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Contains("wr_accepted_total{otel_scope_name=\"WebhookReceiver\"} 0", scraped, StringComparison.Ordinal);
        Assert.Contains(
            "wr_store_err_total{otel_scope_name=\"WebhookReceiver\",kind=\"full\"} 0",
            scraped,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "wr_sent_total{otel_scope_name=\"WebhookReceiver\",state=\"dead\"} 0",
            scraped,
            StringComparison.Ordinal
        );
        Assert.Matches(
            "target_info\\{[^}]*service_name=\"WebhookReceiver\"[^}]*service_version=\"[0-9]+\\.[0-9]+\\.[0-9]+\"",
            scraped
        );
    }

    [Fact]
    public async Task Whatever_happens_first_its_series_is_there_from_the_start()
    {
        await using var app = new WebhookApp(
            (
                "hi.yaml",
                "rules:\n  - { id: hi, when: hi, reply: Hi! }\n  - { id: draft, shadow: true, when: hi, reply: A }\n"
            )
        )
            .With("Management:Key", "operator-key-0123456789")
            .With("Management:Hosts:0", "bot.example.com");
        var atStart = await SeriesAsync(app);

        foreach (var body in new[] { WebhookApp.Payload("hi", id: "1"), WebhookApp.Payload("hi", id: "1"), "[1]", "" })
        {
            using var response = await app.PostAsync(body);
        }

        foreach (
            var (method, path, header, value) in new[]
            {
                ("GET", "/metrics", "Host", "evil.example"),
                ("GET", "/metrics", "X-Management-Key", "wrong"),
                ("GET", "/metrics", "Accept", "*/*"),
                ("POST", "/api/rules/approve", "Origin", "https://evil.example"),
                ("POST", "/api/rules/approve", "Content-Type", "text/plain"),
                ("POST", "/api/rules/approve", "X-Acting-Role", "viewer"),
            }
        )
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Content = method == "POST" ? new StringContent("{}") : null;
            if (header is not "X-Management-Key" and not "Accept")
            {
                request.Headers.Add("X-Management-Key", "operator-key-0123456789");
            }

            if (request.Content is { } content)
            {
                content.Headers.ContentType = new(header == "Content-Type" ? value : "application/json");
            }

            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await app.Management.SendAsync(request, TestContext.Current.CancellationToken);
        }

        Assert.Equal([], (await SeriesAsync(app)).Except(atStart, StringComparer.Ordinal));
    }

    /// <summary>The series of counters.</summary>
    private static async Task<string[]> SeriesAsync(WebhookApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Management-Key", "operator-key-0123456789");
        using var response = await app.Management.SendAsync(request, TestContext.Current.CancellationToken);
        return
        [
            .. (await response.TextAsync())
                .Split('\n')
                .Where(line =>
                    line.StartsWith("wr_", StringComparison.Ordinal)
                    && line.Contains("_total", StringComparison.Ordinal)
                )
                .Select(line => Value().Replace(line, "")),
        ];
    }

    private static string Line(Instrument instrument) =>
        $"{instrument.Name} [{instrument.Unit}] {instrument.GetType().Name.Split('`')[0]}: {instrument.Description}";

    /// <summary>The value at the end of a line that is no comment.</summary>
    [GeneratedRegex(@"(?<=^[^#].*) [^ ]+( \d+)?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Value();

    [GeneratedRegex(@"=""[0-9a-f]{8,}""", RegexOptions.None, 1_000)]
    private static partial Regex Version();
}
