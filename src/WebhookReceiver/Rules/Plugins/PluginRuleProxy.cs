namespace WebhookReceiver.Rules.Plugins;

/// <summary>
/// Guards a plug-in's rule: it may throw, hang, compute for ever or answer late, and the contact still gets another
/// rule's answer in time.
/// </summary>
internal sealed partial class PluginRuleProxy : IReplyRule
{
    /// <summary>Threads that a rule may hold after its time limit before it is switched off.</summary>
    public const int ThreadsToLose = 3;

    /// <summary>
    /// Calls that may be pending after their time limit, with or without a thread, before the rule pauses.
    /// </summary>
    public const int CallsToLeaveBehind = 16;

    /// <summary>Time for a rule to stop after cancellation.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestBudget = TimeSpan.FromDays(1);

    private readonly IReplyRule _rule;
    private readonly ILogger _logger;
    private readonly PluginMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly CircuitBreaker _circuitBreaker;
    private int _leftBehind;
    private int _threadsLost;
    private volatile bool _isSwitchedOff;

    /// <summary>Reads name, stage and priority, once; their exceptions go to the caller.</summary>
    public PluginRuleProxy(string plugin, IReplyRule rule, ILogger logger, PluginMetrics metrics, TimeProvider time)
    {
        _rule = rule;
        _logger = logger;
        _metrics = metrics;
        _time = time;
        _circuitBreaker = new CircuitBreaker(time);
        Plugin = plugin;
        Name = rule.Name;
        Stage = rule.Stage;
        Priority = rule.Priority;
        metrics.RuleLoaded(Name);
    }

    public string Plugin { get; }
    public string Name { get; }
    public ReplyStage Stage { get; }
    public int Priority { get; }

    /// <summary>
    /// True after it held too many threads; only another version of the plug-in, or a restart, re-enables it.
    /// </summary>
    public bool IsSwitchedOff => _isSwitchedOff;

    /// <summary>True while it pauses after faults.</summary>
    public bool IsResting => _circuitBreaker.IsOpen;

    public int ThreadsLost => Volatile.Read(ref _threadsLost);

    /// <summary>Abandoned calls that have not ended.</summary>
    public int CallsLeftBehind => Volatile.Read(ref _leftBehind);

    public async ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        (await AskAsync(message, DecisionLimits.Default.Rules, cancellationToken)).Reply;

    /// <summary>
    /// Asks the rule. Never throws, and returns when the budget is used up or the token is cancelled, whatever the rule
    /// does; a later result is dropped.
    /// </summary>
    public async ValueTask<PluginAnswer> AskAsync(
        IncomingMessage message,
        TimeSpan budget,
        CancellationToken cancellationToken
    )
    {
        if (budget <= TimeSpan.Zero || cancellationToken.IsCancellationRequested || IsOutOfService)
        {
            return NotAsked(TimeSpan.Zero);
        }

        var started = _time.GetTimestamp();
        var call = new PluginCall(_rule, message);

        // A rule that computes or blocks must not hold the request, so even fast ones run on another thread.
        var work = Task.Run(call.RunAsync, CancellationToken.None);
        var wait = ((Task)work).WaitAsync(budget < LongestBudget ? budget : LongestBudget, _time, cancellationToken);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var elapsed = _time.GetElapsedTime(started);

        if (wait.IsCompletedSuccessfully)
        {
            return Judge(await work, elapsed);
        }

        if (call.Withdraw())
        {
            return NotAsked(elapsed);
        }

        _ = LeaveBehindAsync(call, work);

        // The caller cancelled before the budget was used up: not the rule's fault.
        return wait.IsCanceled
            ? new PluginAnswer(null, new RuleFault(Name, RuleFaultKind.TimedOut, elapsed, null))
            : Blame(RuleFaultKind.TimedOut, elapsed, null);
    }

    private bool IsOutOfService =>
        _isSwitchedOff || _circuitBreaker.IsOpen || Volatile.Read(ref _leftBehind) >= CallsToLeaveBehind;

    private PluginAnswer NotAsked(TimeSpan elapsed) =>
        new(null, new RuleFault(Name, RuleFaultKind.NotAsked, elapsed, null));

    private PluginAnswer Judge(PluginCallOutcome outcome, TimeSpan elapsed)
    {
        if (outcome.Exception is not null)
        {
            return Blame(RuleFaultKind.Threw, elapsed, outcome.Exception);
        }

        _circuitBreaker.AddSuccess();
        return new PluginAnswer(outcome.Reply, null);
    }

    private PluginAnswer Blame(RuleFaultKind kind, TimeSpan elapsed, Exception? exception)
    {
        _metrics.RuleFailed(Name, kind is RuleFaultKind.Threw ? "throw" : "timeout");
        if (exception is null)
        {
            Log.TimedOut(_logger, Name, Plugin, elapsed.TotalMilliseconds);
        }
        else
        {
            // An exception's text may quote the contact (a FormatException does), so log only type and place.
            var place = ExceptionSource.Of(exception, _rule.GetType().Assembly);
            Log.Threw(_logger, Name, Plugin, elapsed.TotalMilliseconds, exception.GetType().FullName, place);
        }

        if (_circuitBreaker.AddFault())
        {
            Log.Resting(_logger, Name, Plugin, CircuitBreaker.FaultsToOpen, CircuitBreaker.BreakDuration.TotalSeconds);
        }

        return new PluginAnswer(null, new RuleFault(Name, kind, elapsed, exception));
    }

    /// <summary>Follows an abandoned call to track the resources it still holds.</summary>
    private async Task LeaveBehindAsync(PluginCall call, Task work)
    {
        Interlocked.Increment(ref _leftBehind);
        _ = call.StopAsync();
        await work.WaitAsync(Grace, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var holdsThread = !work.IsCompleted && call.HoldsThread;
        if (holdsThread)
        {
            LoseThread();
        }

        await work;
        if (holdsThread)
        {
            Interlocked.Decrement(ref _threadsLost);
            _metrics.ThreadCameBack();
        }

        Interlocked.Decrement(ref _leftBehind);
    }

    private void LoseThread()
    {
        _metrics.ThreadLost();
        _metrics.RuleFailed(Name, "runaway");
        Log.ThreadLost(_logger, Name, Plugin, Grace.TotalMilliseconds);
        if (Interlocked.Increment(ref _threadsLost) >= ThreadsToLose && !_isSwitchedOff)
        {
            _isSwitchedOff = true;
            Log.SwitchedOff(_logger, Name, Plugin, ThreadsToLose);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "Rule {Rule} of plug-in {Plugin} threw {ExceptionType} at {Place} after {Elapsed:0} ms and was skipped"
        )]
        public static partial void Threw(
            ILogger logger,
            string rule,
            string plugin,
            double elapsed,
            string? exceptionType,
            string place
        );

        [LoggerMessage(
            LogLevel.Error,
            "Rule {Rule} of plug-in {Plugin} did not answer within {Elapsed:0} ms and was skipped"
        )]
        public static partial void TimedOut(ILogger logger, string rule, string plugin, double elapsed);

        [LoggerMessage(
            LogLevel.Error,
            "Rule {Rule} of plug-in {Plugin} failed {Faults} times within a minute and is not asked for {Seconds} s"
        )]
        public static partial void Resting(ILogger logger, string rule, string plugin, int faults, double seconds);

        [LoggerMessage(
            LogLevel.Error,
            "Rule {Rule} of plug-in {Plugin} still holds a thread {Grace:0} ms after it was told to stop"
        )]
        public static partial void ThreadLost(ILogger logger, string rule, string plugin, double grace);

        [LoggerMessage(
            LogLevel.Critical,
            "Rule {Rule} of plug-in {Plugin} holds {Threads} threads and is switched off until the plug-in is replaced"
        )]
        public static partial void SwitchedOff(ILogger logger, string rule, string plugin, int threads);
    }
}
