using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Rules;

/// <summary>
/// The rules folder and the book made from it. Every rescan looks at the contents of all files; once they have been
/// left alone for a moment, a new book is built aside, checked, tested, and put in the place of the old one by
/// one assignment. If anything is wrong with it the last good book stays.
/// </summary>
/// <remarks>
/// At the first start there is no last good book. Then the good files serve, and go on to do so after every change, until
/// the folder has been right as a whole for the first time: the same that a restart would give. A rule test that fails does
/// not take its rule away then; the status says degraded and the log says why.
/// </remarks>
internal sealed partial class RuleFolder(
    IOptions<RulesOptions> options,
    TimeProvider time,
    RuleFolderMetrics metrics,
    ILogger<RuleFolder> logger
) : IDisposable
{
    /// <summary>How long nobody may write before a change is read.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(300);

    private readonly RulesOptions _options = options.Value;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile RuleBook _current = RuleBook.Empty;
    private volatile TaskCompletionSource<RuleFolderStatus> _nextAttempt = NewSignal();
    private volatile RuleFolderStatus _status = new(
        Path.GetFullPath(options.Value.Folder),
        Version: "",
        Since: time.GetUtcNow(),
        RuleCount: 0,
        TestCount: 0,
        IsDegraded: true,
        LastAttempt: default,
        ReloadResult.None,
        Problems: []
    );
    private bool _hasBeenGood;
    private string? _attempted;
    private (string Print, string WritingPrint, long Since)? _settling;

    /// <summary>The book that is live. Take it once per message.</summary>
    public RuleBook Current => _current;

    public RuleFolderStatus Status => _status;

    /// <summary>Completes when the next attempt to load the folder has finished, well or not.</summary>
    public Task<RuleFolderStatus> NextAttemptAsync() => _nextAttempt.Task;

    /// <summary>
    /// Looks at the folder once. The very first look loads at once, every later one only what has settled.
    /// </summary>
    public async Task<RescanOutcome> RescanAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var scan = RuleFolderScan.Take(_options.Folder, _options.MaxFileBytes);
            if (scan.Print == _attempted)
            {
                _settling = null;
                return RescanOutcome.Unchanged;
            }

            return HasSettled(scan) && await AttemptAsync(scan, cancellationToken)
                ? RescanOutcome.Attempted
                : RescanOutcome.Settling;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private bool HasSettled(RuleFolderScan scan)
    {
        if (_attempted is null)
            return true;
        if (_settling is { } seen && seen.Print == scan.Print && seen.WritingPrint == scan.WritingPrint)
            return time.GetElapsedTime(seen.Since) >= SettleTime;
        _settling = (scan.Print, scan.WritingPrint, time.GetTimestamp());
        return false;
    }

    /// <summary>False if a file changed while it was read.</summary>
    private async Task<bool> AttemptAsync(RuleFolderScan scan, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (!scan.FolderExists)
        {
            Keep(scan, ReloadResult.FolderMissing, [Missing()], started);
            return true;
        }

        if (scan.Files.IsEmpty && _status.RuleCount > 0)
        {
            Keep(scan, ReloadResult.FolderEmpty, [Empty(), .. scan.Problems], started);
            return true;
        }

        var load = await RuleFolderLoad.FromAsync(scan, _options.Limits, time, cancellationToken);
        if (load is null)
            return false;
        if (load.HasErrors && _hasBeenGood)
            Keep(scan, ReloadResult.KeptLastGood, load.Problems, started, load.TestCount);
        else
            Swap(scan, load, started);
        return true;
    }

    private void Swap(RuleFolderScan scan, RuleFolderLoad load, long started)
    {
        var count = load.Book.Rules.Length;
        _hasBeenGood |= !load.HasErrors;
        _current = load.Book;
        Finish(
            scan,
            _status with
            {
                Version = load.Book.Version,
                Since = time.GetUtcNow(),
                RuleCount = count,
                TestCount = load.TestCount,
                IsDegraded = load.HasErrors || count == 0,
                LastResult = load.HasErrors ? ReloadResult.ServingGoodFiles : ReloadResult.Ok,
                Problems = count == 0 ? [NoRules(), .. load.Problems] : load.Problems,
            },
            started
        );
    }

    private void Keep(
        RuleFolderScan scan,
        ReloadResult result,
        ImmutableArray<RuleProblem> problems,
        long started,
        int testCount = 0
    ) =>
        Finish(
            scan,
            _status with
            {
                TestCount = testCount,
                IsDegraded = true,
                LastResult = result,
                Problems = problems,
            },
            started
        );

    private void Finish(RuleFolderScan scan, RuleFolderStatus status, long started)
    {
        _attempted = scan.Print;
        _settling = null;
        _status = status with { LastAttempt = time.GetUtcNow() };
        metrics.Attempted(_status, time.GetElapsedTime(started));
        Report(_status);
        var finished = _nextAttempt;
        _nextAttempt = NewSignal();
        finished.SetResult(_status);
    }

    private RuleProblem Missing() =>
        Folder($"There is no folder {_status.Folder}.", "Create it, or name another one in the setting Rules:Folder.");

    private RuleProblem Empty() =>
        Folder(
            $"{_status.Folder} holds no rule files any more, so the {_status.RuleCount} rules of before stay in use.",
            "If nothing shall be answered, put a file there with the one line 'rules: []'."
        );

    private RuleProblem NoRules() =>
        Folder(
            $"{_status.Folder} holds no rules, so every message is met with silence.",
            "Put a .yaml file there, for example one with the two lines 'rules:' and '  - reply: Hello!'."
        );

    private static RuleProblem Folder(string message, string cure) =>
        new(ProblemSeverity.Warning, "rules folder", 0, 0, null, message, cure);

    private static TaskCompletionSource<RuleFolderStatus> NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Report(RuleFolderStatus status)
    {
        foreach (var problem in status.Problems)
            Log.Problem(logger, problem.Severity, problem);

        switch (status.LastResult)
        {
            case ReloadResult.Ok:
                Log.Live(logger, status.RuleCount, status.TestCount, status.Version);
                break;
            case ReloadResult.ServingGoodFiles:
                Log.ServingGoodFiles(logger, status.RuleCount, status.Version);
                break;
            default:
                Log.Kept(logger, status.RuleCount, status.Version);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Rules {Severity}: {Problem}")]
        public static partial void Problem(ILogger logger, ProblemSeverity severity, RuleProblem problem);

        [LoggerMessage(LogLevel.Information, "Rules are live: {Rules} rules, {Tests} tests passed, version {Version}")]
        public static partial void Live(ILogger logger, int rules, int tests, string version);

        [LoggerMessage(
            LogLevel.Warning,
            "Rules are live in part: only the {Rules} rules of good files, version {Version}; mend the errors above"
        )]
        public static partial void ServingGoodFiles(ILogger logger, int rules, string version);

        [LoggerMessage(
            LogLevel.Warning,
            "Rules were not replaced: the {Rules} rules of version {Version} stay in use until the errors above are mended"
        )]
        public static partial void Kept(ILogger logger, int rules, string version);
    }
}
