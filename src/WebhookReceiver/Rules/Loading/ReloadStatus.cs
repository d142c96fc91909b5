using System.Collections.Immutable;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>The status of the rules folder: the live rules, and the result of the last attempt to load.</summary>
/// <param name="Folder">Full path of the folder.</param>
/// <param name="Version">Version of the live rules.</param>
/// <param name="Since">When they went live.</param>
/// <param name="RuleCount">Their number.</param>
/// <param name="TestCount">Number of in-file tests in the last attempt.</param>
/// <param name="IsDegraded">True if the folder differs from the live rules, or if there are no rules at all.</param>
/// <param name="LastAttempt">Time of the last attempt, or when the folder was found missing.</param>
/// <param name="LastResult">Its result.</param>
/// <param name="Problems">All its problems, including warnings and notes.</param>
internal sealed record ReloadStatus(
    string Folder,
    string Version,
    DateTimeOffset Since,
    int RuleCount,
    int TestCount,
    bool IsDegraded,
    DateTimeOffset LastAttempt,
    ReloadResult LastResult,
    ImmutableArray<RuleProblem> Problems
)
{
    /// <summary>Before the first attempt.</summary>
    public static ReloadStatus Initial(string folder, DateTimeOffset now) =>
        new(Path.GetFullPath(folder), "", now, 0, 0, IsDegraded: true, default, ReloadResult.None, []);

    /// <summary>Replay of past messages with the rules in the folder; null without a replay.</summary>
    public ReplayComparison? Comparison { get; init; }

    /// <summary>Version of the rules that wait for approval; null for none.</summary>
    public string? WaitingVersion { get; init; }

    /// <summary>The version that answers whatever the folder holds; null if the folder decides.</summary>
    public RuleHold? Hold { get; init; }

    public bool FolderMissing => LastResult == ReloadResult.FolderMissing;
}

/// <summary>The result of an attempt to load the rules folder.</summary>
internal enum ReloadResult
{
    /// <summary>No attempt yet.</summary>
    None = 0,

    /// <summary>The rules of the whole folder are live.</summary>
    Ok = 1,

    /// <summary>There are errors; the last good rules stay.</summary>
    KeptLastGood = 2,

    /// <summary>There are errors and no good rules since the start; the good files serve.</summary>
    ServingGoodFiles = 3,

    /// <summary>The folder is missing; the live rules stay.</summary>
    FolderMissing = 4,

    /// <summary>The folder has become empty; the live rules stay.</summary>
    FolderEmpty = 5,

    /// <summary>The new rules are good and wait for approval; the live rules stay.</summary>
    Waiting = 6,
}

/// <summary>The result of one scan of the rules folder.</summary>
internal enum ScanOutcome
{
    /// <summary>Nothing is new.</summary>
    Unchanged = 0,

    /// <summary>There is a change, perhaps still in progress.</summary>
    Settling = 1,

    /// <summary>An attempt to load it finished; see the status.</summary>
    Attempted = 2,
}
