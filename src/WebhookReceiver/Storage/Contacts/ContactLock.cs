namespace WebhookReceiver.Storage.Contacts;

/// <summary>Serialises the messages of each contact, in the order of arrival and with a time limit.</summary>
/// <param name="time">The clock of the limit; a process that stands still keeps nobody waiting.</param>
internal sealed class ContactLock(TimeProvider time)
{
    private const int StripeCount = 64;

    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, StripeCount).Select(_ => new Stripe())];

    /// <summary>
    /// Locks the contact; false on timeout after <paramref name="limit"/>. After true, call <see cref="Release"/>.
    /// </summary>
    public ValueTask<bool> AcquireAsync(ContactKey contact, TimeSpan limit)
    {
        var stripe = StripeOf(contact);
        Waiter waiter;
        lock (stripe)
        {
            if (stripe.Lanes.TryAdd(contact, null))
            {
                return ValueTask.FromResult(true);
            }

            waiter = new Waiter();
            var lane = stripe.Lanes[contact] ??= new Queue<Waiter>();
            lane.Enqueue(waiter);
        }

        waiter.GiveUpAfter(limit, time);
        return new ValueTask<bool>(waiter.Task);
    }

    /// <summary>Hands the lock to the next waiter.</summary>
    public void Release(ContactKey contact)
    {
        var stripe = StripeOf(contact);
        while (true)
        {
            Waiter? next = null;
            lock (stripe)
            {
                if (stripe.Lanes[contact]?.TryDequeue(out next) is not true)
                {
                    stripe.Lanes.Remove(contact);
                    return;
                }
            }

            if (next!.TryAdmit())
            {
                return;
            }
        }
    }

    private Stripe StripeOf(ContactKey contact) => _stripes[(uint)contact.GetHashCode() % StripeCount];

    private sealed class Stripe
    {
        /// <summary>
        /// The locked contacts with their waiters; a queue is <see langword="null"/> until a message waits.
        /// </summary>
        public Dictionary<ContactKey, Queue<Waiter>?> Lanes { get; } = [];
    }

    private sealed class Waiter : TaskCompletionSource<bool>
    {
        private ITimer? _timer;

        public Waiter()
            : base(TaskCreationOptions.RunContinuationsAsynchronously) { }

        public void GiveUpAfter(TimeSpan limit, TimeProvider time)
        {
            _timer = time.CreateTimer(
                static waiter => ((Waiter)waiter!).TrySetResult(false),
                this,
                limit,
                Timeout.InfiniteTimeSpan
            );
            if (Task.IsCompleted)
            {
                _timer.Dispose();
            }
        }

        public bool TryAdmit()
        {
            _timer?.Dispose();
            return TrySetResult(true);
        }
    }
}
