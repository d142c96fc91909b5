namespace WebhookReceiver.Storage;

/// <summary>Whether messages can be taken, and what is wrong; read by the readiness check.</summary>
internal sealed class JournalHealth
{
    private volatile bool _isReady;
    private volatile string? _trouble;

    /// <summary>Raised on the thread that found the news.</summary>
    public event EventHandler? Changed;

    /// <summary>The journal is open and has everything that was answered.</summary>
    public bool IsReady => _isReady;

    /// <summary>What is wrong although messages are answered; <see langword="null"/> if nothing.</summary>
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
