using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebhookReceiver.Rules.Plugins;

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
    PluginCatalogue plugins,
    TimeProvider time,
    RuleFolderMetrics metrics,
    ILogger<RuleFolder> logger
) : IDisposable
{
    /// <summary>How long nobody may write before a change is read.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Stands for the folder as a whole where a problem has no file.</summary>
    public const string WholeFolder = "rules folder";

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
    private FrozenSet<string> _liveFiles = [];
    private string? _attempted;
    private (string Print, long Since)? _settling;

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
            var look = new Look(scan.JudgedAfter(_liveFiles), await plugins.ScanAsync(cancellationToken));
            if (look.Print == _attempted)
            {
                _settling = null;
                return RescanOutcome.Unchanged;
            }

            return HasSettled(look) && await AttemptAsync(look, cancellationToken)
                ? RescanOutcome.Attempted
                : RescanOutcome.Settling;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private bool HasSettled(Look look)
    {
        if (_attempted is null)
            return true;
        if (_settling is { } seen && seen.Print == look.WritingPrint)
            return time.GetElapsedTime(seen.Since) >= SettleTime;
        _settling = (look.WritingPrint, time.GetTimestamp());
        return false;
    }

    /// <summary>False if a file changed while it was read.</summary>
    private async Task<bool> AttemptAsync(Look look, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (!look.Scan.FolderExists)
        {
            Finish(look, Kept(ReloadResult.FolderMissing, [Missing()]), started);
            return true;
        }

        if (look.Scan.Files.IsEmpty && _liveFiles.Count > 0)
        {
            Finish(look, Kept(ReloadResult.FolderEmpty, [Empty(), .. look.Scan.Problems]), started);
            return true;
        }

        var load = await RuleFolderLoad.FromAsync(look.Scan, look.Plugins, _options.Limits, time, cancellationToken);
        if (load is null)
            return false;
        var replaces = load.IsFit || !_hasBeenGood;
        var status = replaces ? Swapped(look, load) : Kept(ReloadResult.KeptLastGood, load.Problems);
        Finish(look, status with { TestCount = load.TestCount }, started);
        return true;
    }

    private RuleFolderStatus Swapped(Look look, RuleFolderLoad load)
    {
        _hasBeenGood |= load.IsFit;
        _liveFiles = look.Scan.Files.Select(file => file.Path).ToFrozenSet(StringComparer.Ordinal);
        _current = load.Book;
        var count = load.Book.Rules.Length;
        return _status with
        {
            Version = load.Book.Version,
            Since = time.GetUtcNow(),
            RuleCount = count,
            IsDegraded = count == 0 || load.Problems.Any(RuleFolderLoad.IsError),
            LastResult = load.IsFit ? ReloadResult.Ok : ReloadResult.ServingGoodFiles,
            Problems = count == 0 && load.IsFit ? [NoRules(), .. load.Problems] : load.Problems,
        };
    }

    private RuleFolderStatus Kept(ReloadResult result, ImmutableArray<RuleProblem> problems) =>
        _status with
        {
            TestCount = 0,
            IsDegraded = true,
            LastResult = result,
            Problems = problems,
        };

    private void Finish(Look look, RuleFolderStatus status, long started)
    {
        _attempted = look.Print;
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
        RuleFolderScan.Problem(ProblemSeverity.Error, WholeFolder, message, cure);

    /// <summary>Files and plug-ins as they are at one moment.</summary>
    private sealed record Look(RuleFolderScan Scan, PluginSnapshot Plugins)
    {
        public string Print => $"{Scan.Print} {Plugins.Version}";
        public string WritingPrint => $"{Print} {Scan.WritingPrint}";
    }

    private static TaskCompletionSource<RuleFolderStatus> NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Report(RuleFolderStatus status)
    {
        foreach (var problem in status.Problems)
            Report(problem);

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

    /// <summary>In parts, because a log cuts long values: the place, what is wrong, and what helps to mend it.</summary>
    private void Report(RuleProblem problem)
    {
        var lines = problem.Message.Split('\n', StringSplitOptions.TrimEntries);
        var what = problem.RuleId is null ? lines[0] : $"rule '{problem.RuleId}': {lines[0]}";
        var more = string.Join("; ", lines.Skip(1).Append(problem.Cure).OfType<string>());
        var place = problem.Line > 0 ? $"{problem.Path}:{problem.Line}:{problem.Column}" : problem.Path;
        var severity = problem.Severity.ToString().ToLowerInvariant();
        if (more.Length == 0)
            Log.Problem(logger, severity, place, what);
        else
            Log.ProblemWithCure(logger, severity, place, what, more);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Rules {Severity} at {Place}: {What}")]
        public static partial void Problem(ILogger logger, string severity, string place, string what);

        [LoggerMessage(LogLevel.Warning, "Rules {Severity} at {Place}: {What} {More}")]
        public static partial void ProblemWithCure(
            ILogger logger,
            string severity,
            string place,
            string what,
            string more
        );

        [LoggerMessage(LogLevel.Information, "Rules are live: {Rules} rules, {Tests} tests passed, version {Version}")]
        public static partial void Live(ILogger logger, int rules, int tests, string version);

        [LoggerMessage(
            LogLevel.Warning,
            "Rules are live in part: {Rules} rules, version {Version}; mend the errors above ('check' shows them in full)"
        )]
        public static partial void ServingGoodFiles(ILogger logger, int rules, string version);

        [LoggerMessage(
            LogLevel.Warning,
            "Rules were not replaced: {Rules} rules, version {Version}, stay in use until the errors above are mended "
                + "('check' shows them in full)"
        )]
        public static partial void Kept(ILogger logger, int rules, string version);
    }
}
