using System.Text;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Files;

/// <summary>The files of a draft or a check as bytes, with the first thing that is wrong about them.</summary>
internal static class DraftFiles
{
    public const int LargestBody = 16 * 1024 * 1024;
    private const int MostFiles = 200;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (Dictionary<string, byte[]?>? Files, string? Problem) Read(
        IReadOnlyDictionary<string, string?> files,
        int mostBytes
    )
    {
        if (files.Count > MostFiles)
        {
            return (null, $"A change has at most {MostFiles} files.");
        }

        var read = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var (path, text) in files)
        {
            if (RuleOverlay.FaultOf(path) is { } fault)
            {
                return (null, fault);
            }

            try
            {
                read.Add(path, text is null ? null : Utf8.GetBytes(text));
            }
            catch (EncoderFallbackException)
            {
                return (null, $"'{path}' holds half of a character. Copy the text again.");
            }

            if (read[path]?.Length > mostBytes)
            {
                return (null, $"'{path}' is longer than Rules:MaxFileBytes allows. Split it.");
            }
        }

        return (read, null);
    }

    /// <summary>The text of a file; null if its bytes are no UTF-8, so that they would not come back the same.</summary>
    public static string? TextOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
