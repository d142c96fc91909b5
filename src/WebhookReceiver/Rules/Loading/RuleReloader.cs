using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// Keeps the live rules up to date: scans the folder, loads changes, and swaps the rules by one assignment.
/// <see cref="ReloadState"/> decides the next step; this class performs it.
/// </summary>
internal sealed class RuleReloader(
    IOptions<RulesOptions> options,
    PluginCatalogue plugins,
    TimeProvider time,
    ReloadMetrics metrics,
    ILogger<RuleReloader> logger,
    LastGoodRules? lastGood = null,
    RecentMessages? recent = null,
    RunningTime? running = null,
    RuleVersions? versions = null,
    KeptHold? keptHold = null
) : IDisposable
{
    private readonly RulesOptions _options = options.Value;
    private readonly RuleLoader _loader = new(options.Value, running ?? time, recent);
    private readonly ReloadLog _log = new(logger);
    private readonly long _start = time.GetTimestamp();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile TaskCompletionSource<ReloadStatus> _nextAttempt = NewSignal();
    private volatile ReloadState _state = new(
        options.Value.Gate,
        ReloadStatus.Initial(options.Value.Folder, time.GetUtcNow())
    );

    /// <summary>The live rules. Read it once per message.</summary>
    public RuleSet Current => _state.Live;

    public ReloadStatus Status => _state.Status;

    /// <summary>Completes at the end of the next attempt to load the folder, good or bad.</summary>
    public Task<ReloadStatus> NextAttemptAsync() => _nextAttempt.Task;

    /// <summary>Scans the folder once. The first scan loads at once, later ones only settled changes.</summary>
    public async Task<ScanOutcome> ScanAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var files = FolderScanner.Scan(_options.Folder, _options.MaxFileBytes);
            var scan = files with
            {
                Plugins = await plugins.ScanAsync(cancellationToken),
                At = time.GetElapsedTime(_start),
            };
            var started = time.GetTimestamp();
            // Before the files are judged: a file that is empty now may have held rules before the restart.
            scan = scan.ReportEmptyFiles(_state.IsServing ? _state.LiveFiles : RestoreLastGood(scan));
            var (next, effects) = _state.Next(scan, load: null, time.GetUtcNow());
            Perform(next, effects, load: null, started);
            return effects switch
            {
                ReloadEffects.None => ScanOutcome.Unchanged,
                ReloadEffects.ScanAgain => ScanOutcome.Settling,
                ReloadEffects.Load => await BackgroundThrottle.RunAsync(
                    time,
                    next.IsServing,
                    () => LoadAsync(scan, started, cancellationToken)
                ),
                _ => ScanOutcome.Attempted,
            };
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Looks at the folder as it is now; changes nothing.</summary>
    public async Task<FolderScan> LookAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return FolderScanner.Scan(_options.Folder, _options.MaxFileBytes) with
            {
                Plugins = await plugins.ScanAsync(cancellationToken),
                At = time.GetElapsedTime(_start),
            };
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Loads changes over the folder, as if they stood there; changes nothing.</summary>
    /// <param name="changes">Path and content; null removes the file.</param>
    /// <param name="replay">Number of past messages whose answers are compared.</param>
    /// <param name="cancellationToken">Cancels the load.</param>
    /// <returns>Null if a file of the folder changed meanwhile.</returns>
    public async Task<RuleLoad?> CheckAsync(
        IReadOnlyDictionary<string, byte[]?> changes,
        int replay,
        CancellationToken cancellationToken
    )
    {
        var scan = await LookAsync(cancellationToken);
        return RuleOverlay.Of(scan, changes) is not { } overlay
            ? null
            : await BackgroundThrottle.RunAsync(
                time,
                isServing: true,
                () => _loader.LoadAsync(overlay.Scan, overlay.Files, _state.Live, replay, cancellationToken)
            );
    }

    /// <summary>The rules of changes over the folder, to ask them; their tests are not run.</summary>
    /// <returns>Null if a file of the folder changed meanwhile.</returns>
    public async Task<RuleSetBuild?> BuildAsync(
        IReadOnlyDictionary<string, byte[]?> changes,
        CancellationToken cancellationToken
    )
    {
        var scan = await LookAsync(cancellationToken);
        return RuleOverlay.Of(scan, changes) is not { } overlay
            ? null
            : await BackgroundThrottle.RunAsync(
                time,
                isServing: true,
                () => Task.FromResult(_loader.BuildOnly(overlay.Files, overlay.Scan))
            );
    }

    /// <summary>The rules of a kept version with the present plug-ins; null if they have errors with these.</summary>
    public async Task<RuleSet?> RestoreAsync(LastGoodRuleSet copy, CancellationToken cancellationToken)
    {
        var scan = await LookAsync(cancellationToken);
        return await BackgroundThrottle.RunAsync(
            time,
            isServing: true,
            () => Task.FromResult(_loader.Restore(copy, scan))
        );
    }

    /// <summary>Loads what was just written as a whole, without waiting for the folder to settle.</summary>
    public async Task LoadNowAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await LoadSettledAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Has a kept version answer until it is released, also after a restart.</summary>
    /// <param name="hold">The decision.</param>
    /// <param name="files">The files of the version.</param>
    /// <param name="cancellationToken">Ends the wait before anything is changed.</param>
    public async Task<HoldResult> HoldAsync(
        RuleHold hold,
        IReadOnlyList<RuleFile> files,
        CancellationToken cancellationToken
    )
    {
        var scan = await LookAsync(cancellationToken);
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_loader.Restore(new LastGoodRuleSet(hold.Version, files), scan) is not { } ruleSet)
            {
                return HoldResult.Unfit;
            }

            if (keptHold?.TryWrite(hold) is not true)
            {
                return HoldResult.NotWritten;
            }

            versions?.Protect(hold.Version);
            _state = _state.Hold(hold, ruleSet, NamesOf(files));
            lastGood?.Save(hold.Version, files);
            versions?.Announce(hold.Version, hold.By, hold.Note);
            versions?.Keep(_state.Status, files);
            _log.Held(hold);
            await LoadSettledAsync(CancellationToken.None);
            return HoldResult.Done;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Lets the folder decide again.</summary>
    /// <param name="by">Who decided it; null if nobody is named.</param>
    /// <param name="cancellationToken">Ends the wait before anything is changed.</param>
    public async Task<HoldResult> ReleaseAsync(string? by, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_state.Held is not { } hold)
            {
                return HoldResult.Nothing;
            }

            if (keptHold?.TryWrite(null) is not true)
            {
                return HoldResult.NotWritten;
            }

            if (_state.Waiting is { } waiting)
            {
                versions?.Announce(waiting.RuleSet.Version, by, note: null);
            }

            versions?.Protect(null);
            _state = _state.Release();
            _log.Released(hold);
            await LoadSettledAsync(CancellationToken.None);
            return HoldResult.Done;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Makes the waiting rules live.</summary>
    /// <param name="version">The approved version; null for any.</param>
    /// <param name="cancellationToken">Cancels the wait for the lock.</param>
    public async Task<Approval> ApproveAsync(string version, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var (waiting, hold) = (_state.Waiting, _state.Held);
            var (next, effects, approval) = _state.Approve(version, time.GetUtcNow());
            if (approval == Approval.Live && hold is not null)
            {
                keptHold?.TryWrite(null);
                versions?.Protect(null);
                _log.Released(hold);
            }

            Perform(next, effects, waiting, time.GetTimestamp());
            return approval;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>
    /// At start, the last good rules serve if the folder is not good; new rules are compared with them.
    /// </summary>
    /// <returns>The files of the last good rules, also if the rules cannot serve.</returns>
    private FrozenSet<string> RestoreLastGood(FolderScan scan)
    {
        var copy = lastGood?.Read();
        if (keptHold?.Read() is { } hold && RestoreHeld(hold, copy, scan) is { } held)
        {
            return held;
        }

        if (copy is null)
        {
            return [];
        }

        var files = NamesOf(copy.Files);
        if (copy.Version != scan.Version && _loader.Restore(copy, scan) is { } ruleSet)
        {
            _state = _state.Restored(ruleSet, files, time.GetUtcNow());
        }

        return files;
    }

    /// <summary>The files of the held version; null if it cannot answer any more.</summary>
    private FrozenSet<string>? RestoreHeld(RuleHold hold, LastGoodRuleSet? copy, FolderScan scan)
    {
        var files = copy?.Version == hold.Version ? copy.Files : versions?.Find(hold.Version);
        if (files is null || _loader.Restore(new LastGoodRuleSet(hold.Version, files), scan) is not { } ruleSet)
        {
            _log.HeldIsLost(hold);
            return null;
        }

        versions?.Protect(hold.Version);
        _state = _state.Hold(hold, ruleSet, NamesOf(files));
        return _state.LiveFiles;
    }

    private static FrozenSet<string> NamesOf(IReadOnlyList<RuleFile> files) =>
        files.Select(file => file.Path).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Loads the folder as it is, without waiting for it to settle. The caller holds the lock.</summary>
    private async Task LoadSettledAsync(CancellationToken cancellationToken)
    {
        var files = FolderScanner.Scan(_options.Folder, _options.MaxFileBytes);
        var scan = files with
        {
            Plugins = await plugins.ScanAsync(cancellationToken),
            At = time.GetElapsedTime(_start),
        };
        scan = scan.ReportEmptyFiles(_state.LiveFiles);
        var settled = _state with { Settling = scan with { At = scan.At - ReloadState.SettleTime } };
        var started = time.GetTimestamp();
        var (next, effects) = settled.Next(scan, load: null, time.GetUtcNow());
        Perform(next, effects, load: null, started);
        if (effects == ReloadEffects.Load)
        {
            await BackgroundThrottle.RunAsync(time, next.IsServing, () => LoadAsync(scan, started, cancellationToken));
        }
    }

    private async Task<ScanOutcome> LoadAsync(FolderScan scan, long started, CancellationToken cancellationToken)
    {
        if (await _loader.LoadAsync(scan, _state.LastGood, cancellationToken) is not { } load)
        {
            // A file changed during reading.
            return ScanOutcome.Settling;
        }

        var (next, effects) = _state.Next(scan, load, time.GetUtcNow());
        Perform(next, effects, load, started);
        return ScanOutcome.Attempted;
    }

    private void Perform(ReloadState next, ReloadEffects effects, RuleLoad? load, long started)
    {
        if (effects.HasFlag(ReloadEffects.SaveLastGood) && load is not null)
        {
            lastGood?.Save(load.RuleSet.Version, load.Files);
            versions?.Keep(next.Status, load.Files);
        }

        _state = next;
        if (effects.HasFlag(ReloadEffects.Report))
        {
            metrics.Attempted(next.Status, time.GetElapsedTime(started));
            _log.Write(next.Status);
            var finished = _nextAttempt;
            _nextAttempt = NewSignal();
            finished.SetResult(next.Status);
        }
    }

    private static TaskCompletionSource<ReloadStatus> NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
