namespace WebhookReceiver.Rules.Testing;

/// <summary>
/// Reads the newest decided messages, newest first, for a comparison of new rules; none if they cannot be read now.
/// </summary>
internal delegate IReadOnlyList<PastMessage> RecentMessages(int count);
