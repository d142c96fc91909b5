namespace WebhookReceiver.Management;

/// <summary>When the server was put together.</summary>
internal sealed class UpSince(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>On a clock that nobody sets.</summary>
    public TimeSpan Lasts => time.GetElapsedTime(_started);
}
