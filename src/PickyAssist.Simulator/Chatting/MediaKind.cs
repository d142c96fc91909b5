using System.Collections.Frozen;

namespace PickyAssist.Simulator.Chatting;

/// <summary>The kind of media, by its file extension (protocol sheet, section 4.5).</summary>
internal static class MediaKind
{
    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".jpg"] = "image",
        [".jpeg"] = "image",
        [".gif"] = "image",
        [".png"] = "image",
        [".mp4"] = "video",
        [".3gpp"] = "video",
        [".mp3"] = "audio",
        [".wav"] = "audio",
        [".aac"] = "audio",
        [".m4a"] = "audio",
        [".amr"] = "audio",
        [".opus"] = "audio",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>image, video, audio; otherwise document (protocol sheet, section 4.5).</summary>
    public static string Of(string url)
    {
        var path = Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : url;
        return Kinds.GetValueOrDefault(Path.GetExtension(path), "document");
    }
}
