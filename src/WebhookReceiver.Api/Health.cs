namespace WebhookReceiver.Api;

/// <summary>The state of the server: <c>GET /api/health</c>.</summary>
public sealed record ServerHealth
{
    /// <summary>ready, degraded, full, starting, stopping or refusing.</summary>
    public required string Status { get; init; }

    /// <summary>What is wrong, in words; empty if all is well.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Version of the runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>When the server started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it has been running.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>The live rules.</summary>
    public required LiveRules Rules { get; init; }

    /// <summary>The journal and its files.</summary>
    public required JournalState Journal { get; init; }

    /// <summary>Whether messages can be sent by the Push API: a token is set.</summary>
    public required bool CanSend { get; init; }
}

/// <summary>The live rules.</summary>
/// <param name="Version">Their version.</param>
/// <param name="Since">When they went live.</param>
/// <param name="Count">Their number.</param>
/// <param name="Degraded">Whether the folder differs from what is live.</param>
/// <param name="Waiting">Version of rules that wait for approval; <see langword="null"/> for none.</param>
/// <param name="Held">Set if the version is held: it answers whatever the folder holds.</param>
public sealed record LiveRules(
    string Version,
    DateTimeOffset Since,
    int Count,
    bool Degraded,
    string? Waiting = null,
    VersionHold? Held = null
);

/// <summary>The journal and its files.</summary>
public sealed record JournalState
{
    /// <summary><c>sqlite</c>, <c>postgres</c> for a database of several servers, or <c>none</c> if nothing outlives the process.</summary>
    public required string Store { get; init; }

    /// <summary>Bytes of the journal, its log included.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of the spool, which holds messages while the store fails.</summary>
    public required long SpoolBytes { get; init; }

    /// <summary>Bytes of the index behind conversations and search.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>Free bytes of its volume.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>Number of the newest message.</summary>
    public required long LastMessage { get; init; }

    /// <summary>Number of the newest message in the index; smaller while the index catches up.</summary>
    public required long LastIndexed { get; init; }
}

/// <summary>A setting in force: <c>GET /api/settings</c>.</summary>
/// <param name="Name">Its name, such as <c>Management:Port</c>.</param>
/// <param name="Value">Its value; <c>true</c> or <c>false</c> for a secret: whether it is set.</param>
/// <param name="Source">Where it comes from: <c>default</c>, the name of a file, <c>environment</c>, <c>command line</c>.</param>
/// <param name="IsSecret">Whether the value itself is not told.</param>
public sealed record Setting(string Name, string Value, string Source, bool IsSecret);
