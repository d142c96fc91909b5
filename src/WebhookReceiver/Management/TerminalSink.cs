using System.Buffers;
using System.Text;
using Serilog.Core;
using Serilog.Events;

namespace WebhookReceiver.Management;

/// <summary>
/// Who logs puts the line into a buffer; a thread of its own gives the terminal, with one write, what came within a moment.
/// While the terminal does not take it (a full pipe, a stopped collector) the buffer fills, and lines are dropped and counted.
/// </summary>
/// <remarks>A queue of events that wakes its reader for each cost more than all else that a line needs (measured).</remarks>
internal sealed class TerminalSink : ILogEventSink, IDisposable
{
    private const int UsualBytes = 16 * 1024;

    [ThreadStatic]
    private static StringBuilder? _text;

    private readonly Terminal _terminal;
    private readonly LogLine _line;
    private readonly TerminalLogMetrics _metrics;
    private readonly TerminalLimits _limits;
    private readonly Lock _gate = new();
    private readonly Encoder _utf8 = Encoding.UTF8.GetEncoder();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ManualResetEvent _stopping = new(initialState: false);
    private readonly Thread _thread;
    private ArrayBufferWriter<byte> _waiting = new(UsualBytes);
    private ArrayBufferWriter<byte> _writing = new(UsualBytes);
    private int _linesWaiting;

    public TerminalSink(Terminal terminal, LogLine line, TerminalLogMetrics metrics, TerminalLimits limits)
    {
        _terminal = terminal;
        _line = line;
        _metrics = metrics;
        _limits = limits;
        _thread = new Thread(Work) { Name = "log", IsBackground = true };
        _thread.Start();
    }

    public void Emit(LogEvent logEvent)
    {
        var text = (_text ??= new StringBuilder()).Clear();
        _line(logEvent, text);
        bool isFirst;
        lock (_gate)
        {
            if (_waiting.WrittenCount >= _limits.Bytes)
            {
                _metrics.Dropped(1);
                return;
            }

            foreach (var chunk in text.GetChunks())
            {
                // One encoder for all pieces: a pair of surrogates may lie across two of them.
                _utf8.Convert(chunk.Span, _waiting, flush: false, out _, out _);
            }

            isFirst = _linesWaiting++ == 0;
        }

        if (isFirst)
        {
            _wake.Set();
        }
    }

    /// <summary>Writes what waits. A terminal that is blocked holds up the end of the process no longer than the limit says.</summary>
    public void Dispose()
    {
        _stopping.Set();
        _wake.Set();
        if (_thread.Join(_limits.Patience))
        {
            _stopping.Dispose();
            _wake.Dispose();
        }
    }

    private void Work()
    {
        do
        {
            _wake.WaitOne();
        } while (!Write(isLast: _stopping.WaitOne(_limits.Moment)));
    }

    private bool Write(bool isLast)
    {
        int lines;
        lock (_gate)
        {
            (_waiting, _writing) = (_writing, _waiting);
            (lines, _linesWaiting) = (_linesWaiting, 0);
        }

        try
        {
            _terminal.Write(_writing.WrittenSpan);
        }
#pragma warning disable CA1031 // This thread must never die, and there is no other place to tell it: it is counted.
        catch (Exception)
#pragma warning restore CA1031
        {
            _metrics.Dropped(lines);
        }

        _writing.ResetWrittenCount();
        return isLast;
    }
}

/// <param name="Moment">How long a line waits for others to be written with it.</param>
/// <param name="Bytes">How much may wait while the terminal is blocked.</param>
/// <param name="Patience">How long a blocked terminal holds up the end of the process.</param>
internal sealed record TerminalLimits(TimeSpan Moment, int Bytes, TimeSpan Patience)
{
    public static readonly TerminalLimits Usual = new(
        Moment: TimeSpan.FromMilliseconds(20),
        Bytes: 1024 * 1024,
        Patience: TimeSpan.FromSeconds(3)
    );
}
