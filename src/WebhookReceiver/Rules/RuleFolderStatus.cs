using System.Collections.Immutable;
using WebhookReceiver.Rules.Proving;

namespace WebhookReceiver.Rules;

/// <summary>How the rules folder stands: what is live, and what came of the last attempt to load it.</summary>
/// <param name="Folder">Full path of the folder.</param>
/// <param name="Version">Version of the book that is live.</param>
/// <param name="Since">When that book went live.</param>
/// <param name="RuleCount">Rules in it.</param>
/// <param name="TestCount">In-file tests that were run on the last attempt.</param>
/// <param name="IsDegraded">True if what stands in the folder is not what is live, or if there are no rules at all.</param>
/// <param name="LastAttempt">When the folder was last loaded, or found missing.</param>
/// <param name="LastResult">What came of it.</param>
/// <param name="Problems">Everything that was wrong then; warnings and notes too.</param>
internal sealed record RuleFolderStatus(
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
    /// <summary>What the messages of the past say to the rules in the folder; null if none was asked.</summary>
    public RuleProof? Proof { get; init; }

    /// <summary>Version of the rules that wait for approval; null if none do.</summary>
    public string? WaitingVersion { get; init; }

    public bool FolderMissing => LastResult == ReloadResult.FolderMissing;
}

/// <summary>What came of an attempt to load the rules folder.</summary>
internal enum ReloadResult
{
    /// <summary>Not tried yet.</summary>
    None = 0,

    /// <summary>A complete new book is live.</summary>
    Ok = 1,

    /// <summary>Something is wrong; the last good book stays.</summary>
    KeptLastGood = 2,

    /// <summary>Something is wrong and there is no good book since the start; the good files serve.</summary>
    ServingGoodFiles = 3,

    /// <summary>The folder is not there; the book that was live stays.</summary>
    FolderMissing = 4,

    /// <summary>The folder has become empty; the book that was live stays.</summary>
    FolderEmpty = 5,

    /// <summary>A complete new book is good, and waits until somebody approves it; the book that was live stays.</summary>
    Waiting = 6,
}

/// <summary>What one look at the rules folder led to.</summary>
internal enum RescanOutcome
{
    /// <summary>Nothing is new.</summary>
    Unchanged = 0,

    /// <summary>Something is new, and perhaps still being written.</summary>
    Settling = 1,

    /// <summary>An attempt to load it finished; see the status.</summary>
    Attempted = 2,
}
