namespace WebhookReceiver.Storage;

/// <summary>Whether the journal accepts messages, and its current fault; the readiness check reads it.</summary>
internal sealed class JournalHealth
{
    private volatile bool _isReady;
    private volatile string? _trouble;
    private volatile bool _isRefusing;
    private volatile string? _refusal;
    private volatile bool _isUnread;
    private volatile bool _isOusted;
    private long _lost;
    private volatile string? _damagedRows;

    /// <summary>Raised on the thread that found the change.</summary>
    public event EventHandler? Changed;

    /// <summary>The journal is open and complete.</summary>
    public bool IsReady => _isReady;

    /// <summary>The fault, although messages are answered; <see langword="null"/> if there is none.</summary>
    public string? Trouble =>
        _isOusted
            ? "another server uses the data folder; messages are refused until one of both is stopped and this one starts again"
        : _isRefusing ? _refusal ?? "neither the journal's store nor the spool can be written; messages are refused"
        : _isUnread ? "the journal's store could not be read since the start; messages are refused"
        : _trouble;

    /// <summary>What is wrong for good, until a restart or a backup; <see langword="null"/> if nothing is.</summary>
    public IEnumerable<string> Damage
    {
        get
        {
            if (Interlocked.Read(ref _lost) is > 0 and var lost)
            {
                yield return $"{lost} answered messages at least are lost from the journal; the log says why";
            }

            if (_damagedRows is { } rows)
            {
                yield return rows;
            }
        }
    }

    /// <summary>True while no message can be looked up or stored, and so none is answered.</summary>
    public bool IsRefusing => _isRefusing || _isUnread || _isOusted;

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

    /// <summary>Rows whose checksums are wrong, as many as are known.</summary>
    public void Damaged(int messages, int contacts, int entries)
    {
        _damagedRows =
            $"damaged rows in the journal: {messages} messages, {contacts} contacts, {entries} messages to send; nothing of them is sent";
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Answered messages are in no file any more.</summary>
    public void Lost(long count)
    {
        Interlocked.Add(ref _lost, count);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Another server took the data folder: what this one knows in memory is no longer all there is.</summary>
    public void Ousted()
    {
        _isOusted = true;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>True once another server took the data folder.</summary>
    public bool IsOusted => _isOusted;

    /// <param name="isRefusing">Whether no message can be stored.</param>
    /// <param name="why">Why, for an operator; <see langword="null"/>: neither store nor spool can be written.</param>
    public void Refuses(bool isRefusing, string? why = null)
    {
        _refusal = why;
        if (_isRefusing != isRefusing)
        {
            _isRefusing = isRefusing;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }
}
