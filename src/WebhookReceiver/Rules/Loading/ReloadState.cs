using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// Where reloading stands. A change is loaded once it has been left alone for a moment, and goes live if nothing is wrong
/// with it; else the last good rules stay.
/// </summary>
/// <remarks>
/// At the first start there are no last good rules. Then the good files serve, and go on to do so after every change, until
/// the folder has been right as a whole for the first time: the same that a restart would give. A rule test that fails does
/// not take its rule away then; the status says degraded and the log says why.
/// </remarks>
/// <param name="Gate">What new rules must pass.</param>
/// <param name="Status">What came of the last attempt to load the folder.</param>
internal sealed record ReloadState(RuleGate Gate, ReloadStatus Status)
{
    /// <summary>How long nobody may write before a change is read.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(300);

    /// <summary>The rules that answer.</summary>
    public RuleSet Live { get; init; } = RuleSet.Empty;

    /// <summary>The files that they were made from.</summary>
    public FrozenSet<string> LiveFiles { get; init; } = [];

    /// <summary>What new rules are held against; null until the folder has been right as a whole once.</summary>
    public RuleSet? LastGood { get; init; }

    /// <summary>Whether the copy in the data folder serves, because the folder has not been right since the start.</summary>
    public bool IsServingLastGood { get; init; }

    /// <summary>The contents that were last loaded, well or not; null before the first attempt.</summary>
    public string? Attempted { get; init; }

    /// <summary>From the first attempt on messages are answered, if only with silence.</summary>
    public bool IsServing => Attempted is not null;

    /// <summary>The first scan that saw a change which may still be written.</summary>
    public FolderScan? Settling { get; init; }

    /// <summary>Good rules that nobody has approved yet.</summary>
    public RuleLoad? Waiting { get; init; }

    /// <summary>The state after a scan, or after loading what it saw, and what is to be done.</summary>
    /// <param name="scan">What is in the folder.</param>
    /// <param name="load">What loading it gave; null before that.</param>
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

    /// <summary>The state in which the copy of the last good rules answers, until what is in the folder is good.</summary>
    public ReloadState Restored(RuleSet copy, IEnumerable<string> files, DateTimeOffset now) =>
        this with
        {
            Live = copy,
            LiveFiles = files.ToFrozenSet(StringComparer.Ordinal),
            LastGood = copy,
            IsServingLastGood = true,
            Status = Status with { Version = copy.Version, Since = now, RuleCount = copy.Rules.Length },
        };

    /// <summary>The state after somebody approved the rules that wait.</summary>
    /// <param name="version">The version that is meant; null for whichever waits.</param>
    /// <param name="now">For the status.</param>
    public (ReloadState State, ReloadEffects Effects, Approval Approval) Approve(string version, DateTimeOffset now)
    {
        if (Waiting is null || version != Waiting.RuleSet.Version)
        {
            return (this, ReloadEffects.None, Waiting is null ? Approval.NothingWaits : Approval.OtherVersion);
        }

        var (state, effects) = Swap(Waiting, now);
        return (state, effects, Approval.Live);
    }

    private (ReloadState State, ReloadEffects Effects) AfterLoad(RuleLoad load, DateTimeOffset now)
    {
        if (load.IsFit && LastGood is not null && load.RuleSet.Version != Live.Version && Gate == RuleGate.Manual)
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
                Problems =
                    count == 0 && load.IsFit ? [ReloadProblems.NoRules(Status), .. load.Problems] : load.Problems,
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
            Problems = IsServingLastGood ? [.. problems, ReloadProblems.ServesLastGood(Status)] : problems,
            Comparison = load?.Comparison,
            WaitingVersion = Waiting?.RuleSet.Version,
        };
        return (this with { Status = status }).Finish(scan, ReloadEffects.None, now);
    }

    private (ReloadState, ReloadEffects) Finish(FolderScan scan, ReloadEffects effects, DateTimeOffset now)
    {
        var status = Status with { LastAttempt = now };
        var state = this with { Attempted = scan.ContentHash, Settling = null, Status = status };
        return (state, effects | ReloadEffects.Report);
    }
}

/// <summary>What is to be done when one state follows another.</summary>
[Flags]
internal enum ReloadEffects
{
    None = 0,

    /// <summary>Something is new, and perhaps still being written.</summary>
    ScanAgain = 1,

    /// <summary>Load what the scan saw.</summary>
    Load = 2,

    /// <summary>Copy the files of the rules that go live to the data folder.</summary>
    SaveLastGood = 4,

    /// <summary>Count and log what came of the attempt.</summary>
    Report = 8,
}
