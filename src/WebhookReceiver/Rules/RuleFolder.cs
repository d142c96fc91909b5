using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebhookReceiver.Rules.Files;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Rules.Proving;

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
internal sealed class RuleFolder(
    IOptions<RulesOptions> options,
    PluginCatalogue plugins,
    TimeProvider time,
    RuleFolderMetrics metrics,
    ILogger<RuleFolder> logger,
    KeptRules? kept = null,
    RecentMessages? recent = null
) : IDisposable
{
    /// <summary>How long nobody may write before a change is read.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Stands for the folder as a whole where a problem has no file.</summary>
    public const string WholeFolder = "rules folder";

    private readonly RulesOptions _options = options.Value;
    private readonly RuleFolderReport _report = new(logger);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile RuleSet _current = RuleSet.Empty;
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
    private Waiting? _waiting;
    private bool _hasBeenGood;
    private bool _servesKept;
    private FrozenSet<string> _liveFiles = [];
    private string? _attempted;
    private (string Print, long Since)? _settling;

    /// <summary>The book that is live. Take it once per message.</summary>
    public RuleSet Current => _current;

    public RuleFolderStatus Status => _status;

    /// <summary>From the first look on messages are answered, if only with silence.</summary>
    private bool IsServing => _attempted is not null;

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

            if (!HasSettled(look))
            {
                return RescanOutcome.Settling;
            }

            var isWhole = await Pace.WorkApartAsync(
                time,
                IsServing,
                pace => AttemptAsync(look, pace, cancellationToken)
            );
            return isWhole ? RescanOutcome.Attempted : RescanOutcome.Settling;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Lets the rules that wait go live.</summary>
    /// <param name="version">The version that is meant; null for whichever waits.</param>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    public async Task<Approval> ApproveAsync(string version, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_waiting is not { } waiting)
            {
                return Approval.NothingWaits;
            }

            if (version != waiting.Load.RuleSet.Version)
            {
                return Approval.OtherVersion;
            }

            _waiting = null;
            var status = Swapped(waiting.Look, waiting.Load) with { Proof = waiting.Proof };
            Finish(waiting.Look, status, time.GetTimestamp());
            return Approval.Live;
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
    private async Task<bool> AttemptAsync(Look look, Pace? pace, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        _waiting = null;
        if (_attempted is null)
        {
            RestoreLastGood(look);
        }

        if (!look.Scan.FolderExists)
        {
            Finish(look, Kept(ReloadResult.FolderMissing, [RuleFolderProblems.Missing(_status)]), started);
            return true;
        }

        if (look.Scan.Files.IsEmpty && _liveFiles.Count > 0)
        {
            Finish(
                look,
                Kept(ReloadResult.FolderEmpty, [RuleFolderProblems.Empty(_status), .. look.Scan.Problems]),
                started
            );
            return true;
        }

        var load = await RuleFolderLoad.FromAsync(look.Scan, look.Plugins, _options, time, pace, cancellationToken);
        if (load is null)
            return false;
        Finish(look, await JudgeAsync(look, load, pace), started, pace);
        return true;
    }

    /// <summary>Lets a book go live, wait, or pass away.</summary>
    private async Task<RuleFolderStatus> JudgeAsync(Look look, RuleFolderLoad load, Pace? pace)
    {
        var proof = load.IsFit && _hasBeenGood ? await ProofOfAsync(load.RuleSet, pace) : null;
        var isNew = load.RuleSet.Version != _current.Version;
        if (load.IsFit && _hasBeenGood && isNew && _options.Gate == RuleGate.Manual)
        {
            _waiting = new Waiting(look, load, proof);
            return Kept(ReloadResult.Waiting, load.Problems) with
            {
                TestCount = load.TestCount,
                Proof = proof,
                WaitingVersion = load.RuleSet.Version,
            };
        }

        return load.IsFit || !_hasBeenGood
            ? Swapped(look, load, pace) with
            {
                Proof = proof,
            }
            : Kept(ReloadResult.KeptLastGood, load.Problems) with
            {
                TestCount = load.TestCount,
            };
    }

    private async Task<RuleProof?> ProofOfAsync(RuleSet ruleSet, Pace? pace) =>
        recent is null || _options.Gate == RuleGate.Off || ruleSet.Version == _current.Version
            ? null
            : await RuleProof.OfAsync(_current, ruleSet, recent(_options.ReplayMessages), pace);

    /// <summary>
    /// At the start: what was last good serves if what is in the folder now is not, and is what new rules are held against.
    /// </summary>
    private void RestoreLastGood(Look look)
    {
        if (kept?.Read() is not { } last || last.Version == look.Scan.VersionWith(look.Plugins.Version))
        {
            return;
        }

        var build = RuleSetBuilder.Build(last.Files, look.Plugins.Rules, last.Version, _options.Limits, time);
        if (build.HasErrors)
        {
            return;
        }

        _current = build.RuleSet;
        _hasBeenGood = true;
        _servesKept = true;
        _liveFiles = last.Files.Select(file => file.Path).ToFrozenSet(StringComparer.Ordinal);
        _status = _status with
        {
            Version = build.RuleSet.Version,
            Since = time.GetUtcNow(),
            RuleCount = build.RuleSet.Rules.Length,
        };
    }

    private RuleFolderStatus Swapped(Look look, RuleFolderLoad load, Pace? pace = null)
    {
        _hasBeenGood |= load.IsFit;
        _servesKept = false;
        if (load.IsFit)
            kept?.Keep(load.RuleSet.Version, load.Files, pace);
        _liveFiles = look.Scan.Files.Select(file => file.Path).ToFrozenSet(StringComparer.Ordinal);
        _current = load.RuleSet;
        var count = load.RuleSet.Rules.Length;
        return _status with
        {
            Version = load.RuleSet.Version,
            Since = time.GetUtcNow(),
            RuleCount = count,
            TestCount = load.TestCount,
            Proof = null,
            WaitingVersion = null,
            IsDegraded = count == 0 || load.Problems.Any(RuleFolderLoad.IsError),
            LastResult = load.IsFit ? ReloadResult.Ok : ReloadResult.ServingGoodFiles,
            Problems =
                count == 0 && load.IsFit ? [RuleFolderProblems.NoRules(_status), .. load.Problems] : load.Problems,
        };
    }

    private RuleFolderStatus Kept(ReloadResult result, ImmutableArray<RuleProblem> problems) =>
        _status with
        {
            TestCount = 0,
            IsDegraded = true,
            LastResult = result,
            Problems = _servesKept ? [.. problems, RuleFolderProblems.ServesKept(_status)] : problems,
            Proof = null,
            WaitingVersion = null,
        };

    private void Finish(Look look, RuleFolderStatus status, long started, Pace? pace = null)
    {
        _attempted = look.Print;
        _settling = null;
        _status = status with { LastAttempt = time.GetUtcNow() };
        metrics.Attempted(_status, time.GetElapsedTime(started));
        _report.Tell(_status, pace);
        var finished = _nextAttempt;
        _nextAttempt = NewSignal();
        finished.SetResult(_status);
    }

    /// <summary>Files and plug-ins as they are at one moment.</summary>
    private sealed record Look(RuleFolderScan Scan, PluginSnapshot Plugins)
    {
        public string Print => $"{Scan.Print} {Plugins.Version}";
        public string WritingPrint => $"{Print} {Scan.WritingPrint}";
    }

    /// <summary>A good book that nobody has approved yet.</summary>
    private sealed record Waiting(Look Look, RuleFolderLoad Load, RuleProof? Proof);

    private static TaskCompletionSource<RuleFolderStatus> NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
