using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Changing;

/// <summary>A file before and after a change; null where there is none.</summary>
public sealed record FileChange(string Path, string? Before, string? After);

/// <summary>A draft beside the folder, with what the receiver says about it.</summary>
public sealed record DraftReview(
    Draft Draft,
    RuleFiles Folder,
    RuleCheckResult Check,
    IReadOnlyList<FileChange> Changes
)
{
    private const int Replayed = 500;

    /// <summary>Whether nobody changed the same files in the folder meanwhile.</summary>
    public bool IsFolderUnchanged =>
        Draft.BaseFiles.All(file => Folder.Files.FirstOrDefault(one => one.Path == file.Key)?.Sha256 == file.Value);

    public static async Task<DraftReview> ReadAsync(ReceiverClient client, string id, CancellationToken stop)
    {
        var draft = await client.DraftAsync(id, stop);
        var folder = await client.RuleFilesAsync(stop);
        var check = client.CheckAsync(new RuleCheck { Files = draft.Files, Replay = Replayed }, stop);
        var changes = new List<FileChange>();
        foreach (var (path, text) in draft.Files)
        {
            var isThere = folder.Files.Any(file => file.Path == path);
            changes.Add(new FileChange(path, isThere ? (await client.RuleFileAsync(path, stop)).Text : null, text));
        }

        return new DraftReview(draft, folder, await check, changes);
    }
}
