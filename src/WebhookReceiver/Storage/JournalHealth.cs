namespace WebhookReceiver.Storage;

/// <summary>Whether the journal accepts messages, and its current fault; the readiness check reads it.</summary>
internal sealed class JournalHealth
{
    private volatile bool _isReady;
    private volatile string? _trouble;
    private volatile bool _isRefusing;
    private volatile bool _isUnread;

    /// <summary>Raised on the thread that found the change.</summary>
    public event EventHandler? Changed;

    /// <summary>The journal is open and complete.</summary>
    public bool IsReady => _isReady;

    /// <summary>The fault, although messages are answered; <see langword="null"/> if there is none.</summary>
    public string? Trouble =>
        _isRefusing ? "neither the journal's store nor the spool can be written; messages are refused"
        : _isUnread ? "the journal's store could not be read since the start; messages are refused"
        : _trouble;

    /// <summary>True while no message can be looked up or stored, and so none is answered.</summary>
    public bool IsRefusing => _isRefusing || _isUnread;

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

    /// <summary>Whether the earlier messages are unknown: none can be told from a redelivery.</summary>
    public void IsUnread(bool isUnread)
    {
        _isUnread = isUnread;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Refuses(bool isRefusing)
    {
        if (_isRefusing != isRefusing)
        {
            _isRefusing = isRefusing;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }
}
