using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Options;
using WebhookReceiver.Journal;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Lets nobody wait for an answer longer than the deadline; what goes on behind it is not stopped. One timer looks after all
/// that wait: a timer, a task and a promise for each message cost more than decoding it.
/// </summary>
internal sealed class DeadlineWatch : IDisposable
{
    /// <summary>How often it looks, in parts of the deadline; so much later than it may an answer be given up.</summary>
    private const int LooksPerDeadline = 40;

    private readonly Lock _gate = new();
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private Waiting? _oldest;
    private Waiting? _newest;

    public DeadlineWatch(IOptions<ReceivingOptions> options, TimeProvider time)
    {
        _deadline = options.Value.AnswerDeadline;
        _time = time;
        var often = _deadline / LooksPerDeadline;
        _timer = time.CreateTimer(_ => GiveUpLate(), state: null, often, often);
    }

    /// <summary>The answer, as soon as it is there.</summary>
    /// <exception cref="JournalUnavailableException">It was not durable within the deadline, or cannot be.</exception>
    public ValueTask<InboxAnswer> WatchAsync(ValueTask<InboxAnswer> answering)
    {
        if (answering.IsCompletedSuccessfully)
        {
            return answering;
        }

        var waiting = new Waiting(this, answering, _time.GetTimestamp());
        Append(waiting);
        waiting.Listen();
        return waiting.Answer;
    }

    public void Dispose() => _timer.Dispose();

    private void GiveUpLate()
    {
        while (Oldest is { } waiting && _time.GetElapsedTime(waiting.Since) >= _deadline)
        {
            waiting.GiveUp();
        }
    }

    private Waiting? Oldest
    {
        get
        {
            lock (_gate)
            {
                return _oldest;
            }
        }
    }

    private void Append(Waiting waiting)
    {
        lock (_gate)
        {
            waiting.Older = _newest;
            if (_newest is null)
            {
                _oldest = waiting;
            }
            else
            {
                _newest.Newer = waiting;
            }

            _newest = waiting;
        }
    }

    /// <returns>False if it was taken out before.</returns>
    private bool TakeOut(Waiting waiting)
    {
        lock (_gate)
        {
            if (waiting.IsOut)
            {
                return false;
            }

            waiting.IsOut = true;
            if (waiting.Older is { } older)
            {
                older.Newer = waiting.Newer;
            }
            else
            {
                _oldest = waiting.Newer;
            }

            if (waiting.Newer is { } newer)
            {
                newer.Older = waiting.Older;
            }
            else
            {
                _newest = waiting.Older;
            }

            // Else one that has grown old would keep all that came after it from being collected.
            waiting.Older = waiting.Newer = null;
            return true;
        }
    }

    /// <summary>Somebody who waits. Whoever takes it out of the list, the answer or the deadline, tells him.</summary>
    private sealed class Waiting(DeadlineWatch watch, ValueTask<InboxAnswer> answering, long since)
        : IValueTaskSource<InboxAnswer>
    {
        private ManualResetValueTaskSourceCore<InboxAnswer> _core;
        private ValueTaskAwaiter<InboxAnswer> _answering = answering.GetAwaiter();

        public long Since => since;
        public Waiting? Older { get; set; }
        public Waiting? Newer { get; set; }
        public bool IsOut { get; set; }
        public ValueTask<InboxAnswer> Answer => new(this, _core.Version);

        public void Listen() => _answering.UnsafeOnCompleted(OnAnswered);

        public void GiveUp()
        {
            if (watch.TakeOut(this))
            {
                _core.RunContinuationsAsynchronously = true;
                _core.SetException(new JournalUnavailableException("The answer was not durable within the deadline."));
            }
        }

        private void OnAnswered()
        {
            InboxAnswer answer;
            try
            {
#pragma warning disable VSTHRD002 // it has ended: this is what it called back
                answer = _answering.GetResult();
#pragma warning restore VSTHRD002
            }
#pragma warning disable CA1031 // it goes to the one who waits
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (watch.TakeOut(this))
                {
                    _core.SetException(e);
                }

                return;
            }

            if (watch.TakeOut(this))
            {
                _core.SetResult(answer);
            }
        }

        InboxAnswer IValueTaskSource<InboxAnswer>.GetResult(short token) => _core.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<InboxAnswer>.GetStatus(short token) => _core.GetStatus(token);

        void IValueTaskSource<InboxAnswer>.OnCompleted(
            Action<object?> continuation,
            object? state,
            short token,
            ValueTaskSourceOnCompletedFlags flags
        ) => _core.OnCompleted(continuation, state, token, flags);
    }
}
