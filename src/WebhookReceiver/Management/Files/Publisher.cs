using Microsoft.Extensions.Options;
using WebhookReceiver.Api;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Files;

/// <summary>What became of a publication: it was written, or refused with a status.</summary>
internal sealed record PublicationResult(Published? Done, int Status = 200, PublicationRefused? Refused = null);

/// <summary>Writes changes into the rules folder and has them loaded, one publication at a time.</summary>
internal sealed class Publisher(
    RuleReloader rules,
    RuleChecks checks,
    RuleVersions versions,
    IOptions<RulesOptions> options
) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <param name="changes">Path and content; null removes the file.</param>
    /// <param name="baseFiles">
    /// SHA-256 of the files that the changes began from, null for a new file; null: whatever stands there is replaced.
    /// </param>
    /// <param name="by">Who makes them live.</param>
    /// <param name="note">A note for the list of versions.</param>
    /// <param name="cancellationToken">Ends the wait before anything is written.</param>
    public async Task<PublicationResult> PublishAsync(
        IReadOnlyDictionary<string, byte[]?> changes,
        IReadOnlyDictionary<string, string?>? baseFiles,
        string? by,
        string? note,
        CancellationToken cancellationToken
    )
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var scan = await rules.LookAsync(cancellationToken);
            if (baseFiles is not null && ConflictsOf(scan, changes, baseFiles) is { Count: > 0 } conflicts)
            {
                return Refused(
                    StatusCodes.Status409Conflict,
                    "conflict",
                    "Somebody else changed these files since the draft began. Look at both, and save the draft anew.",
                    conflicts
                );
            }

            if (await checks.CheckAsync(changes, replay: 0, cancellationToken) is not { } load)
            {
                return Refused(
                    StatusCodes.Status409Conflict,
                    "conflict",
                    "The folder is being changed at this moment; try again in a second."
                );
            }

            return load.IsFit
                ? await WriteAsync(scan, changes, load.RuleSet.Version, by, note)
                : Refused(
                    StatusCodes.Status422UnprocessableEntity,
                    "problems",
                    "There are errors; nothing was changed.",
                    problems: ApiProblems.Of(load.Problems)
                );
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<PublicationResult> WriteAsync(
        FolderScan scan,
        IReadOnlyDictionary<string, byte[]?> changes,
        string version,
        string? by,
        string? note
    )
    {
        var folder = options.Value.Folder;
        var (isWritable, why) = FolderAccess.Of(folder);
        if (!isWritable)
        {
            return Refused(StatusCodes.Status423Locked, "read-only", why!);
        }

        versions.Announce(version, by, note);
        try
        {
            FolderWriter.Write(folder, changes, path => scan.Find(path)?.RealPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(
                StatusCodes.Status423Locked,
                "read-only",
                $"A file could not be written ({e.GetType().Name}). Look at the folder {folder}: its rights, and the room on its disk."
            );
        }

        // From here on it is written: a caller who goes away does not stop it.
        await rules.LoadNowAsync(CancellationToken.None);
        var status = rules.Status;
        return status.Version == version || status.WaitingVersion == version
            ? new PublicationResult(
                new Published(version, status.Version == version, [.. changes.Keys.Order(StringComparer.Ordinal)])
            )
            : Refused(
                StatusCodes.Status422UnprocessableEntity,
                "problems",
                "The files are written, but the rules in the folder have errors now. The answers of before stay in use.",
                problems: ApiProblems.Of(status.Problems)
            );
    }

    /// <summary>What already stands there is no conflict.</summary>
    private static List<FileConflict> ConflictsOf(
        FolderScan scan,
        IReadOnlyDictionary<string, byte[]?> changes,
        IReadOnlyDictionary<string, string?> baseFiles
    )
    {
        var conflicts = new List<FileConflict>();
        foreach (var (path, content) in changes)
        {
            var file = scan.Find(path);
            var wanted = content is null ? null : Hashes.Of(content);
            if (file?.Hash != baseFiles.GetValueOrDefault(path) && file?.Hash != wanted)
            {
                conflicts.Add(
                    new FileConflict(path, file?.Read() is { } there ? DraftFiles.TextOf(there) : null, file?.Hash)
                );
            }
        }

        return conflicts;
    }

    private static PublicationResult Refused(
        int status,
        string error,
        string message,
        IReadOnlyList<FileConflict>? conflicts = null,
        IReadOnlyList<Problem>? problems = null
    ) =>
        new(
            Done: null,
            status,
            new PublicationRefused
            {
                Error = error,
                Message = message,
                Conflicts = conflicts,
                Problems = problems,
            }
        );
}
