namespace WebhookReceiver.Api;

/// <summary>A question to <c>POST /api/rules/check</c>: would these files be good? Nothing is changed.</summary>
public sealed record RuleCheck
{
    /// <summary>Files over those of the folder: path and content; <see langword="null"/> removes the file.</summary>
    public required IReadOnlyDictionary<string, string?> Files { get; init; }

    /// <summary>How many past messages to answer anew and compare; 0 for none, up to 2,000.</summary>
    public int Replay { get; init; }

    /// <summary>Whether to say what no test reaches.</summary>
    public bool? Coverage { get; init; }
}

/// <summary>The result of a check.</summary>
public sealed record RuleCheckResult
{
    /// <summary>Version that the files would have.</summary>
    public required string Version { get; init; }

    /// <summary>Whether the server would take them.</summary>
    public required bool Ok { get; init; }

    /// <summary>Number of rules.</summary>
    public required int Rules { get; init; }

    /// <summary>Problems, failed tests included.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Number of tests in the files.</summary>
    public required int Tests { get; init; }

    /// <summary>Number of failed ones.</summary>
    public required int FailedTests { get; init; }

    /// <summary>Past messages that would have another answer; <see langword="null"/> without a replay.</summary>
    public RuleProof? Proof { get; init; }

    /// <summary>What no test reaches; <see langword="null"/> if it was not asked for, or the files cannot be read.</summary>
    public RuleCoverage? Coverage { get; init; }
}

/// <summary>What the tests reach.</summary>
/// <param name="Rules">Number of rules that may answer.</param>
/// <param name="Branches">Number of alternatives, texts, questions, choices and outcomes of look-ups.</param>
/// <param name="Gaps">What no test reaches.</param>
public sealed record RuleCoverage(int Rules, int Branches, IReadOnlyList<CoverageGap> Gaps);

/// <summary>A rule, or a branch of it, that no test reaches.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Path">Its file.</param>
/// <param name="Line">Its line.</param>
/// <param name="Branch">The branch; <see langword="null"/>: no test reaches the rule at all.</param>
public sealed record CoverageGap(string Rule, string Path, int Line, string? Branch = null);

/// <summary>Past messages, answered anew.</summary>
/// <param name="Messages">Number of messages that were answered anew.</param>
/// <param name="Differ">Number of them whose answer differs.</param>
/// <param name="Changes">The first of those.</param>
public sealed record RuleProof(int Messages, int Differ, IReadOnlyList<ChangedAnswer> Changes);

/// <summary>A past message with another answer.</summary>
public sealed record ChangedAnswer
{
    /// <summary>Number of the message.</summary>
    public required long Message { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>The rule before.</summary>
    public string? RuleBefore { get; init; }

    /// <summary>Text of the answer before; <see langword="null"/> for silence.</summary>
    public string? Before { get; init; }

    /// <summary>The rule after.</summary>
    public string? RuleAfter { get; init; }

    /// <summary>Text of the answer after; <see langword="null"/> for silence.</summary>
    public string? After { get; init; }
}

/// <summary>A change that is not live: <c>/api/drafts</c>.</summary>
public sealed record Draft
{
    /// <summary>Its id, chosen by the client: small letters, digits and hyphens, at most 64.</summary>
    public required string Id { get; init; }

    /// <summary>A title for people.</summary>
    public required string Title { get; init; }

    /// <summary>Who saved it last; <see langword="null"/> if nobody was named.</summary>
    public string? By { get; init; }

    /// <summary>When it was saved last.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>Version of the folder that it began from.</summary>
    public required string Base { get; init; }

    /// <summary>Its files: path and content; <see langword="null"/> removes the file.</summary>
    public required IReadOnlyDictionary<string, string?> Files { get; init; }

    /// <summary>SHA-256 of each file of the folder that it began from; <see langword="null"/> for a new file.</summary>
    public required IReadOnlyDictionary<string, string?> BaseFiles { get; init; }

    /// <summary>Entity tag, for the next change.</summary>
    public required string ETag { get; init; }
}

/// <summary>The content of a draft: <c>PUT /api/drafts/{id}</c>.</summary>
public sealed record DraftContent
{
    /// <summary>A title for people.</summary>
    public required string Title { get; init; }

    /// <summary>Its files: path and content; <see langword="null"/> removes the file.</summary>
    public required IReadOnlyDictionary<string, string?> Files { get; init; }

    /// <summary>
    /// SHA-256 of the files that you began from, by path; a file that is left out keeps the one of the draft, or gets that of the
    /// folder.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? BaseFiles { get; init; }
}

/// <summary>Makes a draft live: <c>POST /api/drafts/{id}/publish</c>.</summary>
public sealed record Publication
{
    /// <summary>A note for the list of versions.</summary>
    public string? Note { get; init; }
}

/// <summary>The result of a publication.</summary>
/// <param name="Version">Version of the files in the folder now.</param>
/// <param name="Live">Whether they answer already; otherwise they wait for approval.</param>
/// <param name="Files">The files that were written.</param>
public sealed record Published(string Version, bool Live, IReadOnlyList<string> Files);

/// <summary>Why a draft could not be made live.</summary>
public sealed record PublicationRefused
{
    /// <summary><c>conflict</c>, <c>read-only</c> or <c>problems</c>.</summary>
    public required string Error { get; init; }

    /// <summary>What to do, for a person.</summary>
    public required string Message { get; init; }

    /// <summary>Files that somebody else changed meanwhile.</summary>
    public IReadOnlyList<FileConflict>? Conflicts { get; init; }

    /// <summary>The problems of the draft.</summary>
    public IReadOnlyList<Problem>? Problems { get; init; }
}

/// <summary>A file that changed in the folder since the draft began.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Text">Its content now; <see langword="null"/> if it is gone.</param>
/// <param name="Sha256">SHA-256 of its content now; <see langword="null"/> if it is gone.</param>
public sealed record FileConflict(string Path, string? Text = null, string? Sha256 = null);

/// <summary>Rules that were live: an item of <c>GET /api/rules/versions</c>.</summary>
public sealed record RuleVersion
{
    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>When it went live.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it live; <see langword="null"/>: the files changed in the folder.</summary>
    public string? By { get; init; }

    /// <summary>The note; <see langword="null"/> for none.</summary>
    public string? Note { get; init; }

    /// <summary>Number of rules.</summary>
    public required int Rules { get; init; }

    /// <summary>Number of tests.</summary>
    public required int Tests { get; init; }

    /// <summary>Number of past messages with another answer; <see langword="null"/> without a replay.</summary>
    public int? Differ { get; init; }

    /// <summary>Whether it is live now.</summary>
    public bool Live { get; init; }

    /// <summary>Whether its files are still kept.</summary>
    public bool Kept { get; init; }

    /// <summary>Whether it is held: it answers whatever the folder holds; <see langword="null"/> if it is not.</summary>
    public VersionHold? Held { get; init; }
}

/// <summary>A person's decision that a version answers until it is released.</summary>
/// <param name="Since">Since when.</param>
/// <param name="By">Who decided; <see langword="null"/> if nobody was named.</param>
/// <param name="Note">Why.</param>
public sealed record VersionHold(DateTimeOffset Since, string? By = null, string? Note = null);

/// <summary>Which rules answer after a version was held or released.</summary>
/// <param name="Version">The version that answers.</param>
/// <param name="Held">The hold; <see langword="null"/>: the folder decides.</param>
/// <param name="Waiting">Version of the folder, if it waits; <see langword="null"/> for none.</param>
public sealed record HoldState(string Version, VersionHold? Held = null, string? Waiting = null);

/// <summary>The files of a version: <c>GET /api/rules/versions/{version}</c>.</summary>
/// <param name="Version">The version.</param>
/// <param name="Files">Path and content.</param>
public sealed record RuleVersionFiles(string Version, IReadOnlyDictionary<string, string> Files);
