using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Events;
using WebhookReceiver.Management;

namespace WebhookReceiver.Tests.Management;

public sealed class TerminalSinkTests
{
    [Fact]
    public async Task A_blocked_terminal_stops_nobody_and_what_it_does_not_take_is_counted()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var metrics = new TerminalLogMetrics(meters);
        long dropped = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref dropped, count));
        listener.Start();
        await using var blocked = new BlockedStream();
        var limits = new TerminalLimits(Moment: TimeSpan.Zero, Bytes: 1, Patience: Timeout.InfiniteTimeSpan);
        var sink = new TerminalSink(new Terminal(blocked), TextLine.Write, metrics, limits);

        sink.Emit(SomeEvent());
        await blocked.Reached;
        sink.Emit(SomeEvent());
        sink.Emit(SomeEvent());
        sink.Emit(SomeEvent());
        Assert.Equal(2, Interlocked.Read(ref dropped));

        blocked.Open();
        sink.Dispose();
        Assert.Equal(2, Interlocked.Read(ref dropped));
        Assert.Equal(2, blocked.Writes);
    }

    private static LogEvent SomeEvent()
    {
        LogEvent? logged = null;
        using var log = new LoggerConfiguration().WriteTo.Sink(new Catcher(caught => logged = caught)).CreateLogger();
        log.Information("some line");
        return logged!;
    }

    private sealed class Catcher(Action<LogEvent> caught) : Serilog.Core.ILogEventSink
    {
        public void Emit(LogEvent logEvent) => caught(logEvent);
    }

    private sealed class BlockedStream : MemoryStream
    {
        private readonly ManualResetEventSlim _gate = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Writes { get; private set; }

        public Task Reached => _reached.Task;

        public void Open() => _gate.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _reached.TrySetResult();
            _gate.Wait();
            Writes++;
        }

        protected override void Dispose(bool disposing)
        {
            _gate.Set();
            _gate.Dispose();
            base.Dispose(disposing);
        }
    }
}
