using System.Security.Cryptography;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Spool;

/// <summary>
/// Spooled records that the working store refuses. They must neither block the others nor be lost: each becomes a file
/// beside the journal, for an operator.
/// </summary>
internal static partial class RejectedRecords
{
    public static void Keep(string journal, IEnumerable<JournalItem> items, ILogger logger)
    {
        foreach (var item in items)
        {
            var bytes = ItemCodec.Write(item);
            var path = $"{journal}.rejected-{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}";
            using var file = new FileStream(
                path,
                PrivateFiles.Options(FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.WriteThrough)
            );
            file.Write(bytes);
            Log.Rejected(logger, path);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "The journal rejects the record of an answered message; the record is kept as {Path}"
        )]
        public static partial void Rejected(ILogger logger, string path);
    }
}
