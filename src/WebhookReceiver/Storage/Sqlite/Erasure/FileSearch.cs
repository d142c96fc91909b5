namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>Searches any file for bytes.</summary>
internal static class FileSearch
{
    private const int WindowLength = 1 << 20;

    public static bool Contains(string path, ReadOnlySpan<byte> wanted)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var window = new byte[WindowLength + wanted.Length];
        var kept = 0;
        while (true)
        {
            var read = file.Read(window, kept, WindowLength);
            if (read == 0)
            {
                return false;
            }

            var held = window.AsSpan(0, kept + read);
            if (held.IndexOf(wanted) >= 0)
            {
                return true;
            }

            // A match may span two windows.
            kept = Math.Min(wanted.Length - 1, held.Length);
            held[^kept..].CopyTo(window);
        }
    }
}
