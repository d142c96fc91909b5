using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Management.Conversations;

/// <summary>The person who wrote a message, kept as its topic: no topic of a rule begins like this.</summary>
internal static class Author
{
    private const string Prefix = "~by:";

    public static string TopicOf(string name) => Prefix + name;

    /// <summary>Null if a rule or a program ordered it.</summary>
    public static string? Of(OutboxEntry entry) =>
        entry.Topic is { } topic && topic.StartsWith(Prefix, StringComparison.Ordinal) ? topic[Prefix.Length..] : null;
}
