using System.Security.Cryptography;
using System.Text.Json;
using WebhookReceiver.Api;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;

#pragma warning disable CA3003 // an id is checked before it becomes a path: small letters, digits and hyphens

namespace WebhookReceiver.Management.Files;

/// <summary>The drafts in <c>drafts/</c> of the data folder, one file each. Nothing of them is live.</summary>
internal sealed class DraftStore(DataFolder data)
{
    public const string FolderName = "drafts";
    public const int Most = 200;
    private const int LongestId = 64;
    private const int TagLength = 16;

    private readonly Lock _oneAtATime = new();

    /// <summary>The drafts, the newest first. One that cannot be read is left out.</summary>
    public IReadOnlyList<Draft> List()
    {
        lock (_oneAtATime)
        {
            return Directory.Exists(Folder)
                ?
                [
                    .. Directory
                        .EnumerateFiles(Folder, "*.json")
                        .Select(path => Read(Path.GetFileNameWithoutExtension(path)))
                        .OfType<Draft>()
                        .OrderByDescending(draft => draft.Changed)
                        .ThenBy(draft => draft.Id, StringComparer.Ordinal),
                ]
                : [];
        }
    }

    /// <summary>A draft; null if there is none.</summary>
    public Draft? Find(string id)
    {
        lock (_oneAtATime)
        {
            return IsId(id) ? Read(id) : null;
        }
    }

    /// <summary>Saves a draft if nobody else did meanwhile.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="etag">The entity tag of what was changed; null for a new draft.</param>
    /// <returns>The draft with its new entity tag; null if the stored one is another.</returns>
    public Draft? Save(Draft draft, string? etag)
    {
        lock (_oneAtATime)
        {
            if (!IsId(draft.Id) || Read(draft.Id)?.ETag != etag)
            {
                return null;
            }

            PrivateFiles.CreateFolder(Folder);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(draft with { ETag = "" }, ApiJson.Default.Draft);
            var aside = PathOf(draft.Id) + ".new";
            using (var file = new FileStream(aside, PrivateFiles.Options(FileMode.Create, FileAccess.Write)))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, PathOf(draft.Id), overwrite: true);
            return draft with { ETag = TagOf(bytes) };
        }
    }

    /// <summary>False if there is none.</summary>
    public bool Remove(string id)
    {
        lock (_oneAtATime)
        {
            if (!IsId(id) || !File.Exists(PathOf(id)))
            {
                return false;
            }

            File.Delete(PathOf(id));
            return true;
        }
    }

    /// <summary>An id is the name of a file, on file systems that ignore case, too.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= LongestId
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private string Folder => data.PathOf(FolderName);

    private string PathOf(string id) => Path.Combine(Folder, $"{id}.json");

    private Draft? Read(string id)
    {
        try
        {
            var bytes = File.ReadAllBytes(PathOf(id));
            return JsonSerializer.Deserialize(bytes, ApiJson.Default.Draft) is { } draft
                ? draft with
                {
                    Id = id,
                    ETag = TagOf(bytes),
                }
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string TagOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..TagLength];
}
