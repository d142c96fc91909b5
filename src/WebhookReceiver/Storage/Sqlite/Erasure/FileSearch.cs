namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>Whether bytes stand anywhere in a file, whatever the file is.</summary>
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

            // The end of one window may be the beginning of a find.
            kept = Math.Min(wanted.Length - 1, held.Length);
            held[^kept..].CopyTo(window);
        }
    }
}
