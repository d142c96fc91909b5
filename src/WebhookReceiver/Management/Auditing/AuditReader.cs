using System.Globalization;
using System.Text.Json;
using WebhookReceiver.Api;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management.Auditing;

/// <summary>Reads the audit from its newest line on, the present file and the one before it.</summary>
internal sealed class AuditReader(DataFolder data)
{
    /// <summary>So many lines are read for one answer; what is rare comes in more parts.</summary>
    private const int MostLines = 50_000;

    /// <summary>The acts that fit, the newest first, and where to read on; null at the end.</summary>
    /// <param name="filter">Which acts.</param>
    /// <param name="after">Where the part before ended; null for the first part.</param>
    /// <param name="most">Maximum number of acts.</param>
    public Page<AuditedAct> Read(AuditFilter filter, AuditPlace? after, int most)
    {
        var search = new Search(filter, after, most);
        foreach (var name in (string[])[AuditLog.FileName, AuditLog.OlderName])
        {
            if (IsDoneAfter(search, data.PathOf(name)))
            {
                break;
            }
        }

        return new Page<AuditedAct>(search.Found, search.Next?.ToString());
    }

    private static bool IsDoneAfter(Search search, string path)
    {
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            return search.IsDoneAfter(file);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>One search through the files, the newest line first.</summary>
    private sealed class Search(AuditFilter filter, AuditPlace? after, int most)
    {
        private readonly List<AuditedAct> _found = [];
        private int _left = MostLines;
        private bool _isPast = after is null;

        public IReadOnlyList<AuditedAct> Found => _found;

        /// <summary>Where to read on; null at the end of the audit.</summary>
        public AuditPlace? Next { get; private set; }

        /// <summary>Reads a file; whether that is enough for one answer.</summary>
        public bool IsDoneAfter(FileStream file)
        {
            if (BeginOf(file) is not { } begin || (!_isPast && begin != after!.File))
            {
                return false;
            }

            var end = _isPast ? file.Length : Math.Min(after!.Offset, file.Length);
            _isPast = true;
            foreach (var (at, text) in BackwardLines.Of(file, end))
            {
                if (Parse(text) is { } act && filter.Fits(act))
                {
                    _found.Add(act);
                }

                if (_found.Count == most || --_left == 0)
                {
                    Next = new AuditPlace(begin, at);
                    return true;
                }
            }

            return false;
        }

        /// <summary>The instant of the first line names the file, also once it has been renamed.</summary>
        private static long? BeginOf(FileStream file)
        {
            file.Position = 0;
            using var reader = new StreamReader(file, leaveOpen: true);
            return reader.ReadLine() is { } line ? Parse(line)?.At.UtcTicks ?? 0 : null;
        }

        /// <summary>Null for a line that was cut off, such as the last one after a power cut.</summary>
        private static AuditedAct? Parse(string line)
        {
            try
            {
                return JsonSerializer.Deserialize(line, ApiJson.Default.AuditedAct);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>A place in the audit.</summary>
/// <param name="File">Which file: the instant of its first line.</param>
/// <param name="Offset">Where a line of it begins.</param>
internal sealed record AuditPlace(long File, long Offset)
{
    public static AuditPlace? Read(string text) =>
        text.Split('.') is [var file, var offset]
        && long.TryParse(file, NumberStyles.None, CultureInfo.InvariantCulture, out var begin)
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new AuditPlace(begin, at)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}.{Offset}");
}
