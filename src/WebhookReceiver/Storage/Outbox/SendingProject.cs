namespace WebhookReceiver.Storage.Outbox;

/// <summary>What a store that several servers share must know of sending.</summary>
/// <param name="Id">The project that this server sends for; empty: all.</param>
/// <param name="RequestTimeout">The longest time of a request to the platform.</param>
internal sealed record SendingProject(string Id, TimeSpan RequestTimeout);
