using System.Diagnostics.Metrics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;
using WebhookReceiver.Rules.Conversations;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>Callers that reset their connection, at any moment and on both ports.</summary>
public sealed class ResetTests : IAsyncLifetime
{
    private const int Callers = 20;
    private const string Post = $"POST /webhook?key={WebhookApp.Key} HTTP/1.1\r\nHost: bot\r\n";
    private const string Order = "POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private readonly TaskCompletionSource<LookupOutcome> _found = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private readonly SemaphoreSlim _asked = new(0);
    private readonly Channel<string> _refused = Channel.CreateUnbounded<string>();
    private readonly MeterListener _listener = new();
    private WebhookApp _app = null!;

    [Theory]
    [InlineData(false, "P")]
    [InlineData(false, "POST /webhook HTTP/1.1\r\nHost:")]
    [InlineData(false, "POST /webhook HTTP/1.1\r\nHost: bot\r\nContent-Length: 99\r\n\r\n{")]
    [InlineData(true, "G")]
    [InlineData(true, "GET /health/ready HTTP/1.1\r\nHost:")]
    [InlineData(true, "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{")]
    public async Task Within_the_head_or_before_a_body_that_nobody_reads(bool isManagement, string sent)
    {
        for (var caller = 0; caller < Callers; caller++)
        {
            using var connection = await OpenAsync(isManagement);
            await connection.SendAsync(sent);
            connection.Abort();
        }

        await AssertNothingIsLoggedAsync();
    }

    [Theory]
    [InlineData(false, Post + "Content-Length: 99\r\n")]
    [InlineData(false, Post + "Transfer-Encoding: chunked\r\n")]
    [InlineData(true, Order + "Content-Length: 99\r\n")]
    [InlineData(true, Order + "Transfer-Encoding: chunked\r\n")]
    [InlineData(
        true,
        "POST /api/explain HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n"
    )]
    public async Task Within_the_body(bool isManagement, string head)
    {
        for (var caller = 0; caller < Callers; caller++)
        {
            using var connection = await OpenAsync(isManagement);
            await connection.SendAsync(head + "Expect: 100-continue\r\n\r\n");
            await connection.ReadAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await connection.SendAsync(head.Contains("chunked", StringComparison.Ordinal) ? "5\r\n{\"a" : "{\"a");
            connection.Abort();
        }

        await CountedAsync("aborted", Callers);
        await AssertNothingIsLoggedAsync();
    }

    [Fact]
    public async Task Before_the_answer_and_it_is_kept_for_the_next_time()
    {
        var body = WebhookApp.Payload("order 7", id: "1");
        using (var connection = await OpenAsync(isManagement: false))
        {
            await connection.SendAsync(Message(body));
            await _asked.WaitAsync(TestContext.Current.CancellationToken);
            connection.Abort();
        }

        _found.SetResult(new LookupOutcome(LookupKind.Found, """{"state":"here"}"""));
        using var again = await OpenAsync(isManagement: false);
        await again.SendAsync(Message(body));

        Assert.Contains("It is here", await again.ReadUntilAsync("}"), StringComparison.Ordinal);
        await AssertNothingIsLoggedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_answers_are_on_their_way(bool isManagement)
    {
        for (var caller = 0; caller < Callers; caller++)
        {
            using var connection = await OpenAsync(isManagement);
            for (var request = 0; request < 50; request++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{caller}-{request}");
                await connection.SendAsync(
                    isManagement
                        ? "GET /openapi/v1.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        : Message(WebhookApp.Payload("hi", id: id))
                );
            }

            await connection.ReadStatusAsync();
            connection.Abort();
        }

        await AssertNothingIsLoggedAsync();
    }

    public ValueTask InitializeAsync()
    {
        _app = new WebhookApp(
            (
                "a.yaml",
                """
                rules:
                  - when: order <n>
                    lookup: { get: "https://shop.example.com/{{ n | url_encode }}", failed: Later. }
                    reply: "It is {{ lookup.state }}"
                  - { when: hi, reply: Hello! }

                """
            )
        )
        {
            LookUp = (_, _, _) =>
            {
                _asked.Release();
                return new ValueTask<LookupOutcome>(_found.Task);
            },
        }.With("Rules:LookupHosts:0", "shop.example.com");
        _app.UseKestrel();
        _app.StartServer();
        Watch();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _asked.Dispose();
        await _app.DisposeAsync();
    }

    private static string Message(string body) => $"{Post}Content-Length: {body.Length}\r\n\r\n{body}";

    private Task<RawConnection> OpenAsync(bool isManagement) =>
        RawConnection.OpenAsync(isManagement ? _app.ManagementAddress : _app.PublicAddress);

    /// <summary>Waits for so many refusals of this reason.</summary>
    private async Task CountedAsync(string reason, int count)
    {
        for (var seen = 0; seen < count; seen++)
        {
            Assert.Equal(reason, await _refused.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    private void Watch()
    {
        var ours = _app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "wr.rejected" && instrument.Meter.Scope == ours)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, count, tags, _) =>
            {
                if (count > 0)
                {
                    _refused.Writer.TryWrite((string)tags[0].Value!);
                }
            }
        );
        _listener.Start();
    }

    /// <summary>A stop waits for all connections.</summary>
    private async Task AssertNothingIsLoggedAsync()
    {
        await _app.DisposeAsync();
        Assert.Empty(
            _app.Log.Events.Where(line => line.Level >= LogEventLevel.Error || line.Exception is not null)
                .Select(line => $"{line.RenderMessage(CultureInfo.InvariantCulture)} {line.Exception}")
        );
    }
}
