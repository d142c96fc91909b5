namespace WebhookReceiver.Storage;

/// <summary>Whether the journal accepts messages, and its current fault; the readiness check reads it.</summary>
internal sealed class JournalHealth
{
    private volatile bool _isReady;
    private volatile string? _trouble;

    /// <summary>Raised on the thread that found the change.</summary>
    public event EventHandler? Changed;

    /// <summary>The journal is open and complete.</summary>
    public bool IsReady => _isReady;

    /// <summary>The fault, although messages are answered; <see langword="null"/> if there is none.</summary>
    public string? Trouble => _trouble;

    public void Ready()
    {
        _isReady = true;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Is(string? trouble)
    {
        _trouble = trouble;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
