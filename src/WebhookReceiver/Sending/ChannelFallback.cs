using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Makes the replacement for a message that failed for good, such as an SMS.</summary>
internal static class ChannelFallback
{
    private const string Suffix = "-i";

    /// <summary>The reference of the message that this one replaces.</summary>
    public static string Replaced(string reference) =>
        reference.EndsWith(Suffix, StringComparison.Ordinal) ? reference[..^Suffix.Length] : reference;

    /// <returns>One entry or none. Its reference derives from the message's, so it is added once.</returns>
    public static IEnumerable<OutboxEntry> Of(
        OutboxEntry entry,
        OutboxChange change,
        DateTimeOffset now,
        TimeSpan maxAge
    )
    {
        if (change.State is not (OutboxState.Failed or OutboxState.Refused))
        {
            return [];
        }

        if (
            !OutboxBody.TryRead(entry, out var message)
            || message.IfFailed is not { } instead
            || (instead.Text ?? message.Text) is not { Length: > 0 } text
        )
        {
            return [];
        }

        var body = new FollowUpMessage
        {
            Project = message.Project,
            Channel = instead.Channel,
            Recipient = message.Recipient,
            Kind = FollowUpKind.Instead,
            Text = text,
            Rule = message.Rule,
            Cause = message.Cause,
        };
        return
        [
            new OutboxEntry
            {
                Reference = entry.Reference + Suffix,
                Contact = entry.Contact with { Channel = instead.Channel },
                About = entry.About,
                Message = entry.Message,
                Topic = entry.Topic,
                CreatedAt = now,
                DueAt = now,
                ExpiresAt = now + maxAge,
                Body = body.ToJson(),
            },
        ];
    }
}
