namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>Commands, and the proof of new rules, have a thread of their own and read the journal step by step, wherever it is.</summary>
internal static class BlockingCall
{
    public static T Result<T>(Task<T> work)
    {
#pragma warning disable VSTHRD002 // No caller holds anything that the work waits for.
        return work.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    public static void Run(Task work)
    {
#pragma warning disable VSTHRD002 // As above.
        work.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }
}
