using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Rules.Loading;

/// <summary>Keeps a hold in the data folder, so that it survives a restart.</summary>
internal sealed partial class KeptHold(string? path, ILogger<KeptHold> logger)
{
    public const string FileName = "rules-hold.json";

    /// <summary>The hold; null if there is none, or it cannot be read.</summary>
    public RuleHold? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return new RuleHold(
                json.RootElement.GetProperty("version").GetString()!,
                json.RootElement.GetProperty("since").GetDateTimeOffset(),
                json.RootElement.GetProperty("by").GetString(),
                json.RootElement.GetProperty("note").GetString()
            );
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            Log.Unreadable(logger, e);
            return null;
        }
    }

    /// <summary>Keeps a hold, or removes it; false if the data folder does not allow it.</summary>
    public bool TryWrite(RuleHold? hold)
    {
        if (path is null)
        {
            return false;
        }

        try
        {
            if (hold is null)
            {
                File.Delete(path);
                return true;
            }

            var aside = path + ".new";
            using (var file = new FileStream(aside, PrivateFiles.Options(FileMode.Create, FileAccess.Write)))
            {
                file.Write(Json(hold));
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, e);
            return false;
        }
    }

    private static ReadOnlySpan<byte> Json(RuleHold hold)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version"u8, hold.Version);
            json.WriteString("since"u8, hold.Since.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("by"u8, hold.By);
            json.WriteString("note"u8, hold.Note);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "The hold of a version in the data folder cannot be read: the rules of the folder answer; hold it again"
        )]
        public static partial void Unreadable(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "The hold of a version could not be written to the data folder")]
        public static partial void NotWritten(ILogger logger, Exception exception);
    }
}
