namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>Opens and checks the store on a thread of its own: that may take long, and messages go on meanwhile.</summary>
internal sealed class BackgroundReopen
{
    private readonly Lock _gate = new();
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
    /// <param name="done">Called when there is something to take.</param>
    public static BackgroundReopen Start(Func<SqliteStore> open, Action done)
    {
        var backgroundReopen = new BackgroundReopen();
        new Thread(() => backgroundReopen.Run(open, done)) { Name = "journal mending", IsBackground = true }.Start();
        return backgroundReopen;
    }

    /// <summary>The store; throws what kept it from being opened.</summary>
    public SqliteStore Take()
    {
        lock (_gate)
        {
            return _store ?? throw new IOException(_fault?.Message, _fault);
        }
    }

    /// <summary>Nobody will take it any more.</summary>
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
#pragma warning disable CA1031 // Whatever it is, it must not end the process; it goes to the one who takes the result.
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
