using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// The state of reloading. A settled change is loaded, and goes live if it has no errors; otherwise the last good rules
/// stay.
/// </summary>
/// <remarks>
/// The first start has no last good rules. Then the good files serve, also after every change, until the whole folder
/// is right for the first time; a restart gives the same result. A failing rule test does not remove its rule in that
/// time. The status says degraded and the log has the reason.
/// </remarks>
/// <param name="Gate">The checks of new rules.</param>
/// <param name="Status">The result of the last attempt to load the folder.</param>
internal sealed record ReloadState(RuleGate Gate, ReloadStatus Status)
{
    /// <summary>A change is read once the folder is unchanged for this time.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(300);

    /// <summary>The live rules.</summary>
    public RuleSet Live { get; init; } = RuleSet.Empty;

    /// <summary>Their files.</summary>
    public FrozenSet<string> LiveFiles { get; init; } = [];

    /// <summary>The rules to compare new ones with; null until the whole folder was right once.</summary>
    public RuleSet? LastGood { get; init; }

    /// <summary>Whether the stored copy serves, because the folder has not been right since the start.</summary>
    public bool IsServingLastGood { get; init; }

    /// <summary>The content hash of the last attempt, good or bad; null before the first.</summary>
    public string? Attempted { get; init; }

    /// <summary>From the first attempt on, messages are answered, if only with silence.</summary>
    public bool IsServing => Attempted is not null;

    /// <summary>The first scan of a change that may still be in progress.</summary>
    public FolderScan? Settling { get; init; }

    /// <summary>Good rules that wait for approval.</summary>
    public RuleLoad? Waiting { get; init; }

    /// <summary>The version that answers whatever the folder holds; null if the folder decides.</summary>
    public RuleHold? Held { get; init; }

    /// <summary>The state after a scan, or after the load of a scan, and the necessary effects.</summary>
    /// <param name="scan">The content of the folder.</param>
    /// <param name="load">The result of its load; null before that.</param>
    /// <param name="now">For the status.</param>
    public (ReloadState State, ReloadEffects Effects) Next(FolderScan scan, RuleLoad? load, DateTimeOffset now)
    {
        if (load is not null)
        {
            return AfterLoad(load, now);
        }

        if (scan.ContentHash == Attempted)
        {
            return (this with { Settling = null }, ReloadEffects.None);
        }

        var settling = Settling?.WriteHash == scan.WriteHash ? Settling : scan;
        if (IsServing && scan.At - settling.At < SettleTime)
        {
            return (this with { Settling = settling }, ReloadEffects.ScanAgain);
        }

        var attempt = this with { Waiting = null };
        if (!scan.FolderExists)
        {
            return attempt.Keep(ReloadResult.FolderMissing, [ReloadProblems.Missing(Status)], scan, now);
        }

        if (scan.Files.IsEmpty && LiveFiles.Count > 0)
        {
            return attempt.Keep(ReloadResult.FolderEmpty, [ReloadProblems.Empty(Status), .. scan.Problems], scan, now);
        }

        return (attempt, ReloadEffects.Load);
    }

    /// <summary>The state in which the stored last good rules serve, until the folder is good.</summary>
    public ReloadState Restored(RuleSet copy, FrozenSet<string> files, DateTimeOffset now) =>
        this with
        {
            Live = copy,
            LiveFiles = files,
            LastGood = copy,
            IsServingLastGood = true,
            Status = Status with { Version = copy.Version, Since = now, RuleCount = copy.Rules.Length },
        };

    /// <summary>The state in which a kept version answers, until it is released. The folder is to be loaded anew.</summary>
    public ReloadState Hold(RuleHold hold, RuleSet ruleSet, FrozenSet<string> files) =>
        this with
        {
            Held = hold,
            Live = ruleSet,
            LiveFiles = files,
            LastGood = ruleSet,
            IsServingLastGood = false,
            Waiting = null,
            Attempted = Attempted is null ? null : "",
            Status = Status with
            {
                Version = ruleSet.Version,
                Since = ruleSet.Version == Status.Version ? Status.Since : hold.Since,
                RuleCount = ruleSet.Rules.Length,
                Hold = hold,
            },
        };

    /// <summary>The state in which the folder decides again. It is to be loaded anew.</summary>
    public ReloadState Release() =>
        this with
        {
            Held = null,
            Waiting = null,
            Attempted = "",
            Status = Status with { Hold = null, WaitingVersion = null },
        };

    /// <summary>The state after an approval of the waiting rules.</summary>
    /// <param name="version">The approved version; null for any.</param>
    /// <param name="now">For the status.</param>
    public (ReloadState State, ReloadEffects Effects, Approval Approval) Approve(string version, DateTimeOffset now)
    {
        if (Waiting is null || version != Waiting.RuleSet.Version)
        {
            return (this, ReloadEffects.None, Waiting is null ? Approval.NothingWaits : Approval.OtherVersion);
        }

        // Who approves other rules by their version means them: that ends a hold.
        var (state, effects) = (this with { Held = null, Status = Status with { Hold = null } }).Swap(Waiting, now);
        return (state, effects, Approval.Live);
    }

    private (ReloadState State, ReloadEffects Effects) AfterLoad(RuleLoad load, DateTimeOffset now)
    {
        if (
            load.IsFit
            && LastGood is not null
            && load.RuleSet.Version != Live.Version
            && (Gate == RuleGate.Manual || Held is not null)
        )
        {
            var waiting = this with { Waiting = load };
            return waiting.Keep(ReloadResult.Waiting, load.Problems, load.Scan, now, load);
        }

        return load.IsFit || LastGood is null
            ? Swap(load, now)
            : Keep(ReloadResult.KeptLastGood, load.Problems, load.Scan, now, load);
    }

    private (ReloadState State, ReloadEffects Effects) Swap(RuleLoad load, DateTimeOffset now)
    {
        var count = load.RuleSet.Rules.Length;
        var swapped = this with
        {
            Live = load.RuleSet,
            LiveFiles = load.Scan.Files.Select(file => file.Path).ToFrozenSet(StringComparer.Ordinal),
            LastGood = load.IsFit ? load.RuleSet : null,
            IsServingLastGood = false,
            Waiting = null,
            Status = Status with
            {
                Version = load.RuleSet.Version,
                Since = now,
                RuleCount = count,
                TestCount = load.TestCount,
                IsDegraded = count == 0 || load.Problems.Any(problem => problem.IsError),
                LastResult = load.IsFit ? ReloadResult.Ok : ReloadResult.ServingGoodFiles,
                Problems = WithHold(
                    count == 0 && load.IsFit ? [ReloadProblems.NoRules(Status), .. load.Problems] : load.Problems,
                    isOther: false
                ),
                Comparison = load.Comparison,
                WaitingVersion = null,
            },
        };
        return swapped.Finish(load.Scan, load.IsFit ? ReloadEffects.SaveLastGood : ReloadEffects.None, now);
    }

    private (ReloadState State, ReloadEffects Effects) Keep(
        ReloadResult result,
        ImmutableArray<RuleProblem> problems,
        FolderScan scan,
        DateTimeOffset now,
        RuleLoad? load = null
    )
    {
        var status = Status with
        {
            TestCount = load?.TestCount ?? 0,
            IsDegraded = true,
            LastResult = result,
            Problems = WithHold(
                IsServingLastGood ? [.. problems, ReloadProblems.ServesLastGood(Status)] : problems,
                isOther: true
            ),
            Comparison = load?.Comparison,
            WaitingVersion = Waiting?.RuleSet.Version,
        };
        return (this with { Status = status }).Finish(scan, ReloadEffects.None, now);
    }

    private ImmutableArray<RuleProblem> WithHold(ImmutableArray<RuleProblem> problems, bool isOther) =>
        Held is { } hold ? [ReloadProblems.Held(hold, isOther), .. problems] : problems;

    private (ReloadState, ReloadEffects) Finish(FolderScan scan, ReloadEffects effects, DateTimeOffset now)
    {
        var status = Status with { LastAttempt = now };
        var state = this with { Attempted = scan.ContentHash, Settling = null, Status = status };
        return (state, effects | ReloadEffects.Report);
    }
}

/// <summary>The effects of a transition.</summary>
[Flags]
internal enum ReloadEffects
{
    None = 0,

    /// <summary>There is a change, perhaps still in progress.</summary>
    ScanAgain = 1,

    /// <summary>Load the scan.</summary>
    Load = 2,

    /// <summary>Store the files of the new live rules in the data folder.</summary>
    SaveLastGood = 4,

    /// <summary>Count and log the result of the attempt.</summary>
    Report = 8,
}
