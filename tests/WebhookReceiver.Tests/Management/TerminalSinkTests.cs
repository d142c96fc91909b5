using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;
using WebhookReceiver.Management;

namespace WebhookReceiver.Tests.Management;

public sealed class TerminalSinkTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TerminalLogMetrics _metrics;
    private readonly MeterListener _listener = new();
#pragma warning disable CA2213 // a thread that outlasts the patience may still write to it
    private readonly BlockedTerminal _terminal = new();
#pragma warning restore CA2213
    private long _dropped;

    public TerminalSinkTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _metrics = new TerminalLogMetrics(meters);
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _dropped, count));
        _listener.Start();
    }

    [Fact]
    public async Task A_blocked_terminal_stops_nobody_and_what_it_does_not_take_is_counted()
    {
        var sink = Sink(Timeout.InfiniteTimeSpan);

        sink.Emit(SomeEvent());
        await _terminal.Reached;
        sink.Emit(SomeEvent());
        sink.Emit(SomeEvent());
        sink.Emit(SomeEvent());
        Assert.Equal(2, Interlocked.Read(ref _dropped));

        _terminal.Open();
        sink.Dispose();
        Assert.Equal(2, Interlocked.Read(ref _dropped));
        Assert.Equal(2, _terminal.Lines);
    }

    [Fact]
    public async Task A_line_that_the_terminal_refuses_is_counted_and_the_next_is_written()
    {
        _terminal.Refuses = 1;
        _terminal.Open();
        using (var sink = Sink(Timeout.InfiniteTimeSpan))
        {
            sink.Emit(SomeEvent());
            await _terminal.Reached;
            sink.Emit(SomeEvent());
        }

        Assert.Equal(1, Interlocked.Read(ref _dropped));
        Assert.Equal(1, _terminal.Lines);
    }

    [Fact]
    public async Task A_blocked_terminal_does_not_hold_up_the_end()
    {
        var sink = Sink(TimeSpan.Zero);
        sink.Emit(SomeEvent());
        await _terminal.Reached;

        sink.Dispose();

        Assert.Equal(0, _terminal.Lines);
    }

    public void Dispose()
    {
        _terminal.Open();
        _listener.Dispose();
        _metrics.Dispose();
        _services.Dispose();
    }

    /// <summary>A sink with a queue of one line.</summary>
    private TerminalSink Sink(TimeSpan patience) => new(new TextLineFormatter(), _terminal, _metrics, 1, patience);

    private static LogEvent SomeEvent() =>
        new(DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, MessageTemplate.Empty, []);

    private sealed class BlockedTerminal : MemoryStream
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Lines { get; private set; }

        public int Refuses { get; set; }

        public Task Reached => _reached.Task;

        public void Open() => _gate.TrySetResult();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _reached.TrySetResult();
#pragma warning disable xUnit1031, VSTHRD002 // a terminal blocks
            _gate.Task.Wait(CancellationToken.None);
#pragma warning restore xUnit1031, VSTHRD002
            if (Refuses-- > 0)
            {
                throw new IOException("refused on purpose");
            }

            Lines += buffer.Count((byte)'\n');
        }
    }
}
