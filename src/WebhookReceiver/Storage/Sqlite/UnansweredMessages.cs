using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Messages without an answer from before the process ended. Their next delivery decides them.</summary>
internal static partial class UnansweredMessages
{
    private const int MostListed = 20;

    public static long Report(SqliteConnection connection, ContactHash contactHash, ILogger logger)
    {
        var count = Database.Number(connection, "SELECT count(*) FROM message WHERE reply IS NULL");
        if (count == 0)
        {
            return 0;
        }

        Log.Found(logger, count);
        using var newest = new Statement(
            connection,
            $"SELECT id, received, sender FROM message WHERE reply IS NULL ORDER BY id DESC LIMIT {MostListed}"
        );
        while (newest.Step())
        {
            var received = new DateTimeOffset(newest.Integer(1), TimeSpan.Zero);
            Log.One(logger, newest.Integer(0), received, contactHash.Of(newest.Text(2) ?? ""));
        }

        return count;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "{Count} messages were received but not answered before the last stop; each is processed when it is delivered again"
        )]
        public static partial void Found(ILogger logger, long count);

        [LoggerMessage(LogLevel.Warning, "Unanswered: message {Id}, received {Received:u}, contact {Contact}")]
        public static partial void One(ILogger logger, long id, DateTimeOffset received, string contact);
    }
}
