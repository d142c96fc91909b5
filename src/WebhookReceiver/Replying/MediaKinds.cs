namespace WebhookReceiver.Replying;

/// <summary>Kinds of media in a reply, by extension and by code (protocol sheet, sections 4.5 and 1.4).</summary>
internal static class MediaKinds
{
    /// <summary>The kind by extension; an unknown extension is a document, which can be anything.</summary>
    public static MessageKind Of(Uri address)
    {
        var path = address.IsAbsoluteUri ? address.AbsolutePath : address.OriginalString.Split('?', '#')[0];
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".JPG" or ".JPEG" or ".GIF" or ".PNG" => MessageKind.Image,
            ".MP4" or ".3GP" or ".3GPP" => MessageKind.Video,
            ".MP3" or ".WAV" or ".AAC" or ".M4A" or ".AMR" or ".OPUS" => MessageKind.Audio,
            _ => MessageKind.Document,
        };
    }

    public static string Code(MessageKind kind) =>
        kind switch
        {
            MessageKind.Image => "2",
            MessageKind.Video => "3",
            MessageKind.Audio => "4",
            _ => "6",
        };

    /// <summary>The address with non-ASCII characters escaped, as servers expect it.</summary>
    public static string Address(Uri address) => address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString;
}
