using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage;

/// <summary>What was done to a file that this process has open.</summary>
internal enum FileLoss
{
    None = 0,

    /// <summary>Removed or replaced: the open file still has everything.</summary>
    Gone = 1,

    /// <summary>Shorter than it was: a part is lost.</summary>
    Cut = 2,

    /// <summary>Its head is another one.</summary>
    Overwritten = 3,
}

/// <summary>A file as it was when it was opened, to be compared with its path.</summary>
internal sealed class WatchedFile(string path)
{
    private readonly FileFacts? _target = FileFacts.Of(path);
    private readonly FileFacts? _link = FileFacts.Of(path, ofLink: true);
    private long _length = FileFacts.Of(path)?.Length ?? 0;

    public string Path => path;

    /// <summary>Looks where the path leads now; a microsecond.</summary>
    /// <param name="thoroughly">Also at the link that the path may be.</param>
    /// <param name="enough">It may be cut down to this length.</param>
    public FileLoss Look(bool thoroughly, long enough = long.MaxValue)
    {
        if (_target is not { Inode: > 0 } opened || FileFacts.Of(path) is not { } now)
        {
            return FileLoss.None;
        }

        if (!now.IsSameFile(opened) || (thoroughly && !IsSameLink))
        {
            return FileLoss.Gone;
        }

        if (now.Length < Math.Min(_length, enough))
        {
            return FileLoss.Cut;
        }

        _length = now.Length;
        return FileLoss.None;
    }

    /// <summary>This process changed its length.</summary>
    public void Changed() => _length = FileFacts.Of(path)?.Length ?? _length;

    private bool IsSameLink =>
        _link is not { } link || FileFacts.Of(path, ofLink: true) is not { } now || now.IsSameFile(link);
}
