using System.Globalization;
using Microsoft.Extensions.Options;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Sending;

/// <summary>
/// Writes to the operator (<c>Sending:TellOperator</c>) when the platform drops requests; the caller limits how often.
/// </summary>
internal sealed partial class OperatorNotice(
    OutgoingMessageFactory outgoingMessageFactory,
    IJournal journal,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<OperatorNotice> logger
)
{
    /// <summary>A later notice is out of date.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>Puts the notice into the outbox; it goes out after the pause.</summary>
    /// <exception cref="JournalUnavailableException">The store fails.</exception>
    public async Task ThrottledAsync(TimeSpan pause)
    {
        if (options.Value.TellOperator is not { Length: > 0 } number)
        {
            return;
        }

        var now = time.GetUtcNow();
        var seconds = ((int)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var notice = new OutgoingMessage
        {
            To = $"+{number.TrimStart('+')}",
            Text =
                $"The platform dropped requests because there were too many (HTTP 429). Sending paused for {seconds} s; nothing is lost. Check whether another program uses this token.",
            ExpiresAt = now + Lasts,
        };
        var (entry, problem) = outgoingMessageFactory.Make(notice, now);
        if (entry is null)
        {
            Log.CannotBeTold(logger, problem);
            return;
        }

        await journal.Outbox.AddAsync(entry);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The operator cannot be notified (Sending:TellOperator): {Problem}")]
        public static partial void CannotBeTold(ILogger logger, string? problem);
    }
}
