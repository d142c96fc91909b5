using System.Buffers;
using System.Text;
using Serilog.Core;
using Serilog.Events;

namespace WebhookReceiver.Management;

/// <summary>
/// Writes a batch of events with one write, away from the requests. While the terminal does not take the last write
/// (a full pipe, a stopped collector), batches are dropped and counted instead of piling up.
/// </summary>
internal sealed class TerminalSink(Terminal terminal, LogLine line, TerminalLogMetrics metrics, TimeSpan patience)
    : IBatchedLogEventSink
{
    private readonly StringBuilder _text = new();
    private readonly Encoder _utf8 = Encoding.UTF8.GetEncoder();

    /// <summary>What is being written; taken again only when that is done.</summary>
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private Task _writing = Task.CompletedTask;

    public async Task EmitBatchAsync(IReadOnlyCollection<LogEvent> batch)
    {
        if (!await IsDoneAsync())
        {
            metrics.Dropped(batch.Count);
            return;
        }

        foreach (var logEvent in batch)
        {
            line(logEvent, _text);
        }

        _bytes.ResetWrittenCount();
        foreach (var chunk in _text.GetChunks())
        {
            // One encoder for all pieces: a pair of surrogates may lie across two of them.
            _utf8.Convert(chunk.Span, _bytes, flush: false, out _, out _);
        }

        _text.Clear();
        // A blocked pipe blocks the thread that writes: it must not be the one that empties the queue.
        _writing = Task.Run(() => terminal.Write(_bytes.WrittenSpan));
        await IsDoneAsync();
    }

    /// <summary>Completes when the terminal has taken what was written last.</summary>
    public Task FlushedAsync() => _writing;

    private async Task<bool> IsDoneAsync()
    {
        await Task.WhenAny(_writing, Task.Delay(patience));
        return _writing.IsCompleted;
    }
}
