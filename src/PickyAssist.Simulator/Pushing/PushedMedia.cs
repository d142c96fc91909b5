using System.Buffers.Text;
using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Pushing;

/// <summary>Checks the media of a push (protocol sheet, sections 4.2 and 4.5).</summary>
internal static class PushedMedia
{
    private const int LongestName = 20;

    /// <summary>The problem; null for none.</summary>
    public static string? Problem(PushRequest request, PushRecipient recipient, string channel, PushingOptions options)
    {
        var isPersonal = !string.IsNullOrEmpty(recipient.Media) || !string.IsNullOrEmpty(recipient.MediaCode);
        if (isPersonal && !Channel.IsOfficial(channel) && !Channel.IsSharedNumber(channel))
            return "Media for one recipient are for official and shared numbers only.";

        if (request.MediaName is { Length: > LongestName })
            return "media_name is longer than 20 characters.";

        string?[] codes = [recipient.MediaCode, request.MediaCode];
        string?[] urls = [recipient.Media, request.Media];
        return codes
                .Where(code => !string.IsNullOrEmpty(code))
                .Select(code => Problem(code!, request.MediaName))
                .FirstOrDefault(IsThere)
            ?? urls.Where(url => !string.IsNullOrEmpty(url))
                .Select(url => MediaForm.Problem(url!, options.RedirectingHosts))
                .FirstOrDefault(IsThere);
    }

    private static string? Problem(string code, string? name)
    {
        if (!Base64.IsValid(code, out var bytes))
            return "The media code is not base64.";

        return bytes > Limit(MediaKind.Of(name ?? "")) ? "The medium is too large." : null;
    }

    private static int Limit(string kind) =>
        kind switch
        {
            "image" => 5_000_000,
            "video" or "audio" => 16_000_000,
            _ => 100_000_000,
        };

    private static bool IsThere(string? problem) => problem is not null;
}
