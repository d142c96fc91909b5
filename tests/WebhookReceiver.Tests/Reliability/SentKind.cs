namespace WebhookReceiver.Tests.Reliability;

/// <summary>What the ledger checks about a message, besides its bytes.</summary>
internal enum SentKind
{
    Plain,
    Count,
    Form,
    News,
    Crash,
    Reminder,
}
