using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Sends replies by Push that came too late for the response, once per message.</summary>
internal sealed partial class LateReplies(
    IJournal journal,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<LateReplies> logger
)
{
    private const int KeptBytes = 10;

    /// <summary>Sends the reply once the rules have found it, if the settings allow it.</summary>
    public void Handle(JournalRecord record, Task<MessageResult> evaluation)
    {
        // A reaction to an event is no reply and must not look like one.
        if (options.Value is { IsOn: true, LateReplies: true } && !record.IsUnheard)
        {
            _ = SendAsync(record, evaluation);
        }
    }

    /// <summary>The message of a late reply; <see langword="null"/> if nothing in it can be pushed.</summary>
    public static FollowUpMessage? MessageOf(JournalRecord record, MessageResult result)
    {
        using var reply = JsonDocument.Parse(result.Reply);
        var json = reply.RootElement;
        var text = json.TryGetProperty("message-out", out var said) ? said.GetString() : null;
        var media = json.TryGetProperty("media-url", out var url) ? url.GetString() : null;
        return string.IsNullOrEmpty(text) && media is null
            ? null
            : new FollowUpMessage
            {
                Project = record.Contact.Project,
                Channel = record.Contact.Channel,
                // As the platform wrote the number: the contact may have another spelling.
                Recipient = StoredMessage.Read(record.Decoded).Sender,
                Kind = FollowUpKind.Late,
                Text = text ?? "",
                Media = media,
                Rule = result.Rule ?? "",
                Cause = FollowUpMessage.CauseOf(record.Key),
            };
    }

    private async Task SendAsync(JournalRecord record, Task<MessageResult> evaluation)
    {
        try
        {
            if (MessageOf(record, await evaluation) is { } message)
            {
                await journal.Outbox.AddAsync(EntryOf(record, message));
                Log.Late(logger, message.Rule);
            }
        }
#pragma warning disable CA1031 // not awaited: a fault of a rule or of the store is only logged
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Lost(logger, e);
        }
    }

    private OutboxEntry EntryOf(JournalRecord record, FollowUpMessage message)
    {
        var now = time.GetUtcNow();
        var name = SHA256.HashData(Convert.FromHexString(message.Cause));
        return new OutboxEntry
        {
            Reference = $"wl{Convert.ToHexStringLower(name.AsSpan(0, KeptBytes))}",
            Contact = record.Contact,
            CreatedAt = now,
            DueAt = now,
            ExpiresAt = now + options.Value.MaxAge,
            Body = message.ToJson(),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "A reply of rule {Rule} came too late for the response; it goes out by Push"
        )]
        public static partial void Late(ILogger logger, string rule);

        [LoggerMessage(LogLevel.Warning, "A reply that came too late for the response is lost")]
        public static partial void Lost(ILogger logger, Exception exception);
    }
}
