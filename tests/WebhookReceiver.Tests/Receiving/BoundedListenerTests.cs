using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>A port with room for two connections.</summary>
public sealed class BoundedListenerTests : IAsyncLifetime
{
    private const string Request = "POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n\r\n";

    private readonly LoggedLines<BoundedListener> _log = new();
    private readonly PassingTime _time = new();
    private readonly WebApplication _app;
    private Uri _address = null!;

    public BoundedListenerTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IConnectionListenerFactory, RoomForTwo>();
        builder.Services.AddSingleton(_log);
        builder.Services.AddSingleton(_time);
        builder.Services.AddSingleton<ReceivingMetrics>();
        _app = builder.Build();
        _app.Use(
            async (context, next) =>
            {
                var connection = context.Features.Get<BoundedConnection>()!;
                connection.BeginRequest();
                await next(context);
                connection.EndRequest();
            }
        );
        _app.Run(async context =>
        {
            if (context.Request.Path == "/refused")
            {
                return;
            }

            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync(context.RequestAborted);
            context.Response.ContentLength = 2;
            await context.Response.WriteAsync(text, context.RequestAborted);
        });
    }

    [Fact]
    public async Task A_newcomer_gets_the_place_of_the_oldest_idle_connection()
    {
        using var oldest = await RawConnection.OpenAsync(_address);
        using var second = await RawConnection.OpenAsync(_address);
        await AskAsync(second, "ok");
        using var newcomer = await RawConnection.OpenAsync(_address);

        await AskAsync(newcomer, "ok");

        Assert.Equal("", await oldest.ReadToEndAsync());
    }

    [Fact]
    public async Task A_request_whose_head_is_complete_is_answered_before_its_connection_closes()
    {
        using var half = await BeginAsync();
        using var busy = await BeginAsync();
        using var newcomer = await RawConnection.OpenAsync(_address);
#pragma warning disable CA2025 // it is awaited below
        var asking = AskAsync(newcomer, "ok");
#pragma warning restore CA2025
        await _log.SeenAsync("are taken");
        await _time.PassAsync(TimeSpan.FromMinutes(1));

        await half.SendAsync("ok");
        var answer = await half.ReadToEndAsync();
        await asking;

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.EndsWith("ok", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P")]
    [InlineData("POST / HTTP/1.1\r\nHost: bot\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n\r\nokPOST /")]
    public async Task A_newcomer_gets_the_place_of_one_that_stops_within_a_head(string sent)
    {
        using var one = await RawConnection.OpenAsync(_address);
        await one.SendAsync(sent);
        using var other = await RawConnection.OpenAsync(_address);
        await other.SendAsync(sent);
        using var newcomer = await RawConnection.OpenAsync(_address);

        await AskAsync(newcomer, "ok");

        Assert.DoesNotContain("HTTP/1.1 4", await one.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newcomer_gets_the_place_of_one_that_was_answered_and_does_not_send_its_body()
    {
        const string Unread = "GET /refused HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000\r\n\r\n";
        using var one = await RawConnection.OpenAsync(_address);
        await one.SendAsync(Unread);
        await one.ReadUntilAsync("\r\n\r\n");
        using var other = await RawConnection.OpenAsync(_address);
        await other.SendAsync(Unread);
        await other.ReadUntilAsync("\r\n\r\n");
        using var newcomer = await RawConnection.OpenAsync(_address);

        await AskAsync(newcomer, "ok");

        Assert.Equal("", await one.ReadToEndAsync());
    }

    [Fact]
    public async Task A_crowd_is_served_one_after_the_other_and_told_of_once()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(async _ =>
                {
                    using var one = await RawConnection.OpenAsync(_address);
                    await one.SendAsync(Request + "ok");
                    return await one.ReadStatusAsync();
                })
        );

        // On a slow machine some are closed before a byte was read.
        Assert.All(answers, answer => Assert.True(answer is "HTTP/1.1 200" or "", answer));
        Assert.Contains("HTTP/1.1 200", answers);
        Assert.Single(_log.Warnings);
    }

    [Fact]
    public async Task A_port_that_closes_waits_for_no_place()
    {
        using var half = await BeginAsync();
        using var other = await BeginAsync();
        using var waiting = await RawConnection.OpenAsync(_address);
        await _log.SeenAsync("are taken");

        var stopping = _app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await waiting.ReadToEndAsync());
        await half.SendAsync("ok");
        await other.SendAsync("ok");
        await stopping;

        Assert.Contains("200 OK", await half.ReadToEndAsync(), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        _address = new Uri(addresses.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _time.Dispose();
    }

    private static async Task AskAsync(RawConnection connection, string body)
    {
        await connection.SendAsync(Request + body);
        Assert.Equal("HTTP/1.1 200", await connection.ReadStatusAsync());
        await connection.ReadUntilAsync("\r\n\r\n" + body);
    }

    /// <summary>A connection whose request the server has begun to read.</summary>
    private async Task<RawConnection> BeginAsync()
    {
        var connection = await RawConnection.OpenAsync(_address);
        await connection.SendAsync(Request[..^2] + "Expect: 100-continue\r\n\r\n");
        await connection.ReadAsync("HTTP/1.1 100 Continue\r\n\r\n");
        return connection;
    }

    private sealed class RoomForTwo(LoggedLines<BoundedListener> log, ReceivingMetrics metrics, PassingTime time)
        : IConnectionListenerFactory
    {
        private readonly SocketTransportFactory _sockets = new(
            Options.Create(new SocketTransportOptions()),
            NullLoggerFactory.Instance
        );

        public async ValueTask<IConnectionListener> BindAsync(
            EndPoint endpoint,
            CancellationToken cancellationToken = default
        ) =>
            new BoundedListener(
                await _sockets.BindAsync(endpoint, cancellationToken),
                new PortLoad("public", metrics, time) { Room = 2 },
                time,
                log
            );
    }

    /// <summary>The system's clock, which a test can set forward.</summary>
    private sealed class PassingTime : TimeProvider, IDisposable
    {
        /// <summary>More than the listener asks for in several rounds.</summary>
        private const int ManyReads = 100;

        private readonly SemaphoreSlim _reads = new(0);
        private long _passed;

        public void Dispose() => _reads.Dispose();

        public override long GetTimestamp()
        {
            _reads.Release();
            return base.GetTimestamp() + Volatile.Read(ref _passed);
        }

        /// <summary>Ends when the listener has looked at all connections since then.</summary>
        public async Task PassAsync(TimeSpan time)
        {
            Interlocked.Add(ref _passed, (long)(time.TotalSeconds * TimestampFrequency));
            while (await _reads.WaitAsync(0))
            {
                // Earlier ones do not count.
            }

            for (var read = 0; read < ManyReads; read++)
            {
                await _reads.WaitAsync(TestContext.Current.CancellationToken);
            }
        }
    }
}
