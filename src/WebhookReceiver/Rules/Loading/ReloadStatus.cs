using System.Collections.Immutable;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>How the rules folder stands: what is live, and what came of the last attempt to load it.</summary>
/// <param name="Folder">Full path of the folder.</param>
/// <param name="Version">Version of the rules that are live.</param>
/// <param name="Since">When they went live.</param>
/// <param name="RuleCount">How many they are.</param>
/// <param name="TestCount">In-file tests that were run on the last attempt.</param>
/// <param name="IsDegraded">True if what stands in the folder is not what is live, or if there are no rules at all.</param>
/// <param name="LastAttempt">When the folder was last loaded, or found missing.</param>
/// <param name="LastResult">What came of it.</param>
/// <param name="Problems">Everything that was wrong then; warnings and notes too.</param>
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

    /// <summary>What the messages of the past say to the rules in the folder; null if none was asked.</summary>
    public ReplayComparison? Comparison { get; init; }

    /// <summary>Version of the rules that wait for approval; null if none do.</summary>
    public string? WaitingVersion { get; init; }

    public bool FolderMissing => LastResult == ReloadResult.FolderMissing;
}

/// <summary>What came of an attempt to load the rules folder.</summary>
internal enum ReloadResult
{
    /// <summary>Not tried yet.</summary>
    None = 0,

    /// <summary>The rules of the whole folder are live.</summary>
    Ok = 1,

    /// <summary>Something is wrong; the last good rules stay.</summary>
    KeptLastGood = 2,

    /// <summary>Something is wrong and nothing was good since the start; the good files serve.</summary>
    ServingGoodFiles = 3,

    /// <summary>The folder is not there; the rules that were live stay.</summary>
    FolderMissing = 4,

    /// <summary>The folder has become empty; the rules that were live stay.</summary>
    FolderEmpty = 5,

    /// <summary>New rules are good, and wait until somebody approves them; the rules that were live stay.</summary>
    Waiting = 6,
}

/// <summary>What one scan of the rules folder led to.</summary>
internal enum ScanOutcome
{
    /// <summary>Nothing is new.</summary>
    Unchanged = 0,

    /// <summary>Something is new, and perhaps still being written.</summary>
    Settling = 1,

    /// <summary>An attempt to load it finished; see the status.</summary>
    Attempted = 2,
}
