namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>
/// Opens and checks the store on a separate thread: that may be slow, and messages continue meanwhile.
/// </summary>
internal sealed class BackgroundReopen
{
    private readonly Lock _gate = new();
    private Thread _thread = null!;
    private SqliteStore? _store;
    private Exception? _fault;
    private bool _isDone;
    private bool _isAbandoned;

    private BackgroundReopen() { }

    public bool IsDone
    {
        get
        {
            lock (_gate)
            {
                return _isDone;
            }
        }
    }

    /// <param name="open">Opens the store.</param>
    /// <param name="done">Called when the result is ready.</param>
    public static BackgroundReopen Start(Func<SqliteStore> open, Action done)
    {
        var backgroundReopen = new BackgroundReopen();
        backgroundReopen._thread = new Thread(() => backgroundReopen.Run(open, done))
        {
            Name = "journal mending",
            IsBackground = true,
        };
        backgroundReopen._thread.Start();
        return backgroundReopen;
    }

    /// <summary>The store; throws the reason if it could not be opened.</summary>
    public SqliteStore Take()
    {
        lock (_gate)
        {
            return _store ?? throw new IOException(_fault?.Message, _fault);
        }
    }

    /// <summary>Waits for the result.</summary>
    public void Join() => _thread.Join();

    /// <summary>Discards the result.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _isAbandoned = true;
            _store?.Dispose();
        }
    }

    private void Run(Func<SqliteStore> open, Action done)
    {
        SqliteStore? store = null;
        Exception? fault = null;
        try
        {
            store = open();
        }
#pragma warning disable CA1031 // No exception may end the process; it goes to the taker of the result.
        catch (Exception e)
#pragma warning restore CA1031
        {
            fault = e;
        }

        lock (_gate)
        {
            _store = store;
            _fault = fault;
            _isDone = true;
            if (_isAbandoned)
            {
                store?.Dispose();
                return;
            }
        }

        done();
    }
}
