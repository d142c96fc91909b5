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
        var found = new List<AuditedAct>(Math.Min(most, 64));
        var left = MostLines;
        var isPast = after is null;
        foreach (var name in (string[])[AuditLog.FileName, AuditLog.OlderName])
        {
            using var file = Open(data.PathOf(name));
            if (file is null || BeginOf(file) is not { } begin || (!isPast && begin != after!.File))
            {
                continue;
            }

            var end = isPast ? file.Length : Math.Min(after!.Offset, file.Length);
            isPast = true;
            foreach (var (at, text) in BackwardLines.Of(file, end))
            {
                if (Parse(text) is { } act && filter.Fits(act))
                {
                    found.Add(act);
                }

                if (found.Count == most || --left == 0)
                {
                    return new Page<AuditedAct>(found, new AuditPlace(begin, at).ToString());
                }
            }
        }

        return new Page<AuditedAct>(found);
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
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
