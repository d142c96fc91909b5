using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>
/// Texts that nobody needs to answer, in <c>dismissed.json</c> of the data folder. Kept are keyed hashes of the folded
/// words: whoever forgets a contact leaves no word of his here.
/// </summary>
internal sealed class Dismissals(DataFolder data)
{
    public const string FileName = "dismissed.json";

    private const int KeptBytes = 16;
    private const int Most = 20_000;

    private readonly Lock _oneAtATime = new();
    private List<string>? _hashes;
    private HashSet<string> _known = [];

    /// <summary>Another number after each change.</summary>
    public int Changes { get; private set; }

    public bool Has(string text)
    {
        lock (_oneAtATime)
        {
            Load();
            return _known.Count > 0 && _known.Contains(HashOf(text));
        }
    }

    /// <summary>Leaves texts out, or takes them in again.</summary>
    public void Change(IEnumerable<string> texts, bool isUndo)
    {
        lock (_oneAtATime)
        {
            Load();
            foreach (var hash in texts.Select(HashOf))
            {
                if (isUndo && _known.Remove(hash))
                {
                    _hashes!.Remove(hash);
                }
                else if (!isUndo && _known.Add(hash))
                {
                    _hashes!.Add(hash);
                }
            }

            // The oldest go: what is dismissed again stands at the end.
            if (_hashes!.Count > Most)
            {
                _hashes.RemoveRange(0, _hashes.Count - Most);
                _known = new HashSet<string>(_hashes, StringComparer.Ordinal);
            }

            Changes++;
            Save();
        }
    }

    private void Load()
    {
        if (_hashes is not null)
        {
            return;
        }

        try
        {
            _hashes = JsonSerializer.Deserialize(File.ReadAllBytes(Path), DismissalJson.Default.ListString) ?? [];
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            // Without the file nothing is dismissed: people see a text again, nothing else is lost.
            _hashes = [];
        }

        _known = new HashSet<string>(_hashes, StringComparer.Ordinal);
    }

    private void Save()
    {
        var aside = Path + ".new";
        using (var file = new FileStream(aside, PrivateFiles.Options(FileMode.Create, FileAccess.Write)))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(_hashes!, DismissalJson.Default.ListString));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, Path, overwrite: true);
    }

    private string Path => data.PathOf(FileName);

    private string HashOf(string text)
    {
        var words = string.Join(' ', HeardWords.Of(text).All);
        // A text of numbers or signs only has no words; then it stands for itself.
        var hashed = HMACSHA256.HashData(
            data.Secrets.HashKey,
            Encoding.UTF8.GetBytes("dismissed " + (words.Length > 0 ? words : text.Trim()))
        );
        return Convert.ToHexStringLower(hashed.AsSpan(0, KeptBytes));
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(List<string>))]
internal sealed partial class DismissalJson : System.Text.Json.Serialization.JsonSerializerContext;
