using System.Text;

namespace WebhookReceiver.Management.Auditing;

/// <summary>Reads the lines of a file from its end, so that the newest come first and the rest stays unread.</summary>
internal static class BackwardLines
{
    private const int BlockSize = 64 * 1024;

    /// <summary>The lines before a place, the last first, each with the place where it begins.</summary>
    /// <param name="file">The file.</param>
    /// <param name="before">The place: the begin of a line, or the end of the file.</param>
    public static IEnumerable<(long At, string Text)> Of(Stream file, long before)
    {
        var tail = Array.Empty<byte>();
        for (var end = before; end > 0; )
        {
            var begin = Math.Max(0, end - BlockSize);
            var block = new byte[end - begin + tail.Length];
            file.Position = begin;
            file.ReadExactly(block, 0, (int)(end - begin));
            tail.CopyTo(block, end - begin);
            var last = block.Length;
            while (LineBreakBefore(block, last) is >= 0 and var found)
            {
                if (last - found > 1)
                {
                    yield return (begin + found + 1, Encoding.UTF8.GetString(block, found + 1, last - found - 1));
                }

                last = found;
            }

            tail = block[..last];
            end = begin;
        }

        if (tail.Length > 0)
        {
            yield return (0, Encoding.UTF8.GetString(tail));
        }
    }

    private static int LineBreakBefore(byte[] block, int end) => block.AsSpan(0, end).LastIndexOf((byte)'\n');
}
