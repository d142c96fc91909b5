namespace WebhookReceiver.WebConsole.Receiver;

/// <summary>The receiver as the console last saw it.</summary>
internal sealed record ReceiverState
{
    /// <summary>Null until the first answer.</summary>
    public Lamp? Lamp { get; init; }

    /// <summary>Why the last question got no answer; null if it got one.</summary>
    public Exception? Trouble { get; init; }

    /// <summary>When <see cref="Lamp"/> was told.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Number of people who wait for a person.</summary>
    public long Waiting { get; init; }

    /// <summary>Number of the newest message; null before one came since the start of the console.</summary>
    public string? NewestMessage { get; init; }

    /// <summary>Grows with each event of the receiver.</summary>
    public long Events { get; init; }
}
