namespace WebhookReceiver.Storage.Postgres;

/// <summary>Whether the database takes messages.</summary>
internal sealed class DatabaseHealth(JournalHealth health)
{
    public const string Refusing = "the journal's database cannot be reached; messages are refused";

    private int _isDown;

    public bool IsDown => Volatile.Read(ref _isDown) == 1;

    /// <returns>True if it was up.</returns>
    public bool Down()
    {
        if (Interlocked.Exchange(ref _isDown, 1) == 1)
        {
            return false;
        }

        health.Refuses(isRefusing: true, Refusing);
        return true;
    }

    public void Up()
    {
        if (IsDown && Interlocked.Exchange(ref _isDown, 0) == 1)
        {
            health.Refuses(isRefusing: false);
        }
    }
}
