namespace WebhookReceiver.Api;

/// <summary>The files of the rules folder: <c>GET /api/rules/files</c>.</summary>
public sealed record RuleFiles
{
    /// <summary>Version of the files as they stand in the folder; the <c>base</c> of a draft.</summary>
    public required string Version { get; init; }

    /// <summary>Version of the live rules.</summary>
    public required string Live { get; init; }

    /// <summary>Whether the server may change the files.</summary>
    public required bool Writable { get; init; }

    /// <summary>Why not, and what to do; <see langword="null"/> if it may.</summary>
    public string? Why { get; init; }

    /// <summary>Whether the folder is part of a git work tree.</summary>
    public required bool Git { get; init; }

    /// <summary>The files, by path.</summary>
    public required IReadOnlyList<RuleFile> Files { get; init; }
}

/// <summary>A file of the rules folder.</summary>
/// <param name="Path">Path below the folder, with slashes.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 hexadecimal digits.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rules">Number of its live rules.</param>
/// <param name="Problems">Number of its problems in the last attempt to load.</param>
public sealed record RuleFile(string Path, string Sha256, long Bytes, int Rules, int Problems);

/// <summary>The content of a file: <c>GET /api/rules/files/{path}</c>.</summary>
/// <param name="Path">Path below the folder.</param>
/// <param name="Text">The file as it stands there; line ends and byte order mark included.</param>
/// <param name="Sha256">SHA-256 of its bytes: the entity tag.</param>
public sealed record RuleFileText(string Path, string Text, string Sha256);

/// <summary>The use of a rule: <c>GET /api/rules/use</c>.</summary>
public sealed record RuleUse
{
    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>File of the rule; <see langword="null"/> if it is not live any more, or of a plug-in.</summary>
    public string? Path { get; init; }

    /// <summary>Line of the rule; 0 without a file.</summary>
    public int Line { get; init; }

    /// <summary>Number of messages that it answered.</summary>
    public required long Count { get; init; }

    /// <summary>When it last answered; <see langword="null"/>: never.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Whether it only watches.</summary>
    public bool Shadow { get; init; }

    /// <summary>Whether it is among the live rules.</summary>
    public bool Live { get; init; }
}

/// <summary>A problem of a rules file.</summary>
public sealed record Problem
{
    /// <summary>error, warning or note.</summary>
    public required string Severity { get; init; }

    /// <summary>The kind of problem, for programs.</summary>
    public required string Code { get; init; }

    /// <summary>Path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Line, from 1; 0 for the whole file.</summary>
    public int Line { get; init; }

    /// <summary>Column, from 1.</summary>
    public int Column { get; init; }

    /// <summary>Line of the end; 0 if only the beginning is known.</summary>
    public int EndLine { get; init; }

    /// <summary>Column behind the last character.</summary>
    public int EndColumn { get; init; }

    /// <summary>Id of the rule; <see langword="null"/> for none.</summary>
    public string? Rule { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>What to do, in words.</summary>
    public string? Cure { get; init; }

    /// <summary>What to write from the beginning to the end instead; <see langword="null"/> where a person decides.</summary>
    public string? Fix { get; init; }
}
