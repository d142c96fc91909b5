namespace WebhookReceiver.Rules.Testing;

/// <summary>The newest messages that were decided, newest first, to hold new rules against; none if they cannot be read now.</summary>
internal delegate IReadOnlyList<PastMessage> RecentMessages(int count);
