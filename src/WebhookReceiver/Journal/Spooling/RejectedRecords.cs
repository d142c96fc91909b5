namespace WebhookReceiver.Journal.Spooling;

/// <summary>
/// Spooled records that the working store refuses one by one. They must not keep the others waiting, nor be lost: each
/// becomes a file beside the journal, for a person to look at.
/// </summary>
internal static partial class RejectedRecords
{
    public static void Keep(string journal, IEnumerable<JournalRecord> records, ILogger logger)
    {
        foreach (var record in records)
        {
            var path = $"{journal}.rejected-{record.ReceivedAt.UtcTicks}-{record.Key.High:x16}";
            using var file = new FileStream(
                path,
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0,
                FileOptions.WriteThrough
            );
            file.Write(RecordCodec.Write(record));
            Log.Rejected(logger, path);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "The journal refuses an answered message; it is kept as {Path}")]
        public static partial void Rejected(ILogger logger, string path);
    }
}
