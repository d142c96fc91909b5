using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Changing;

/// <summary>An earlier version beside the folder: what restoring it would change.</summary>
public sealed record VersionReview(
    RuleFiles Folder,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<FileChange> Changes
)
{
    public static async Task<VersionReview> ReadAsync(ReceiverClient client, string version, CancellationToken stop)
    {
        var then = (await client.VersionAsync(version, stop)).Files;
        var folder = await client.RuleFilesAsync(stop);
        var changes = new List<FileChange>();
        foreach (var file in folder.Files)
        {
            var now = (await client.RuleFileAsync(file.Path, stop)).Text;
            var before = then.GetValueOrDefault(file.Path);
            if (now != before)
            {
                changes.Add(new FileChange(file.Path, now, before));
            }
        }

        changes.AddRange(
            then.Where(file => folder.Files.All(one => one.Path != file.Key))
                .Select(file => new FileChange(file.Key, Before: null, file.Value))
        );
        return new VersionReview(folder, then, changes);
    }
}
