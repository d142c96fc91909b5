namespace PickyAssist.Simulator.Pushing;

/// <summary>A failure of the next pushes, ordered by a test.</summary>
internal sealed record Misbehaviour
{
    /// <summary>Number of requests.</summary>
    public int Next { get; init; } = 1;

    /// <summary>Only for a push with this recipient; none: any push.</summary>
    public string? Number { get; init; }

    /// <summary>HTTP status of the answer, such as 500, 429 or 302.</summary>
    public int? Http { get; init; }

    /// <summary>Status in the body, such as 403 or 101, with HTTP 200.</summary>
    public int? Status { get; init; }

    /// <summary>Any text as the answer's body.</summary>
    public string? Body { get; init; }

    /// <summary>Number of spaces to append to the body.</summary>
    public int Padding { get; init; }

    /// <summary><c>Retry-After</c> of the answer.</summary>
    public string? RetryAfter { get; init; }

    /// <summary><c>Location</c> of the answer.</summary>
    public string? Location { get; init; }

    /// <summary>No answer: the request stays open until the caller leaves.</summary>
    public bool Hang { get; init; }

    /// <summary>No answer: the connection is cut.</summary>
    public bool Cut { get; init; }

    /// <summary>Whether the push is carried out although the answer denies it.</summary>
    public bool Accept { get; init; }

    /// <summary>Number of recipients to carry out and name in the answer; the rest is silently missing.</summary>
    public int? Recipients { get; init; }

    /// <summary>The push succeeds, but the delivery event says failed, with this text.</summary>
    public string? DeliveryError { get; init; }

    public bool IsRefusal => Http is not null || Status is not null || Body is not null || Hang || Cut;
}

/// <summary>The failures that a test ordered, first come, first served.</summary>
internal sealed class Misbehaviours
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Misbehaviour> _ordered = new();

    public IReadOnlyList<Misbehaviour> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _ordered];
            }
        }
    }

    public void Order(Misbehaviour misbehaviour)
    {
        lock (_lock)
        {
            _ordered.AddLast(misbehaviour);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _ordered.Clear();
        }
    }

    /// <summary>The first one that matches a push with these recipients.</summary>
    public Misbehaviour? Take(IReadOnlyCollection<string?> recipients)
    {
        lock (_lock)
        {
            var node = _ordered.First;
            while (
                node is not null && node.Value.Number is { } only && !recipients.Contains(only, StringComparer.Ordinal)
            )
                node = node.Next;
            if (node?.Value is not { } next)
                return null;

            if (next.Next > 1)
                node.Value = next with { Next = next.Next - 1 };
            else
                _ordered.Remove(node);
            return next;
        }
    }
}
