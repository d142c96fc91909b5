namespace WebhookReceiver.Api;

/// <summary>Takes a conversation over: <c>POST /api/contacts/{contact}/handover</c>.</summary>
/// <param name="For">How long, ISO 8601, such as <c>PT4H</c>.</param>
public sealed record HandoverRequest(string For = "PT4H");

/// <summary>Who answers a contact.</summary>
/// <param name="Until">Until when a person does; <see langword="null"/>: the rules do.</param>
public sealed record Handover(DateTimeOffset? Until = null);

/// <summary>Writes to a contact: <c>POST /api/conversations/{contact}/messages</c>.</summary>
public sealed record WrittenMessage
{
    /// <summary>The text; empty with a template.</summary>
    public string? Text { get; init; }

    /// <summary>Id of an approved template; <see langword="null"/> for free text.</summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's placeholders.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Language of the template.</summary>
    public string? Language { get; init; }

    /// <summary>Whether the rules are silent from now on; they are if it is left out.</summary>
    public bool? TakeOver { get; init; }

    /// <summary>The last line that the writer saw; if another person wrote since, nothing is sent.</summary>
    public string? Seen { get; init; }
}

/// <summary>The receipt of a written message.</summary>
/// <param name="Reference">Its reference in the outbox.</param>
/// <param name="HandoverUntil">Until when the rules are silent; <see langword="null"/> if they answer.</param>
public sealed record WrittenReceipt(string Reference, DateTimeOffset? HandoverUntil = null);

/// <summary>Forgets a contact: <c>POST /api/contacts/{contact}/forget</c>.</summary>
/// <param name="Digits">The last four digits of the number, or the end of the id, typed by a person.</param>
public sealed record ForgetOrder(string Digits);

/// <summary>What was forgotten.</summary>
/// <param name="Messages">Number of erased messages.</param>
public sealed record Forgotten(long Messages);

/// <summary>A message of the outbox: <c>GET /api/outbox</c>.</summary>
public sealed record OutboxMessage
{
    /// <summary>Its reference.</summary>
    public required string Reference { get; init; }

    /// <summary>Name of the contact in addresses.</summary>
    public required string Contact { get; init; }

    /// <summary>The masked number.</summary>
    public required string Shown { get; init; }

    /// <summary>Channel id.</summary>
    public required string Channel { get; init; }

    /// <summary>Its state, such as <c>pending</c>.</summary>
    public required string State { get; init; }

    /// <summary>The reason for the state.</summary>
    public string? Detail { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>When it was ordered.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>When its state changed.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>When it expires; <see langword="null"/>: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Number of attempts.</summary>
    public required int Attempts { get; init; }

    /// <summary>Number of the message whose reply caused it; <see langword="null"/> for none.</summary>
    public string? Message { get; init; }
}

/// <summary>What to look for in <c>GET /api/outbox</c>.</summary>
public sealed record OutboxSearch
{
    /// <summary>Only those in this state.</summary>
    public string? State { get; init; }

    /// <summary>Only those to this contact.</summary>
    public string? Contact { get; init; }

    /// <summary>The <c>next</c> of the part before.</summary>
    public string? After { get; init; }

    /// <summary>At most this many, up to 200.</summary>
    public int? Limit { get; init; }
}

/// <summary>Says what became of a message whose outcome is unknown: <c>POST /api/outbox/{reference}/settle</c>.</summary>
/// <param name="Sent">Whether the contact got it.</param>
public sealed record Settlement(bool Sent);

/// <summary>What was forgotten of a contact: <c>DELETE /api/contacts/{contact}/memory/{name}</c>.</summary>
/// <param name="Name">Name of the value.</param>
public sealed record ForgottenValue(string Name);

/// <summary>The state of an outgoing message after an act.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="State">Its state now.</param>
public sealed record OutboxMessageState(string Reference, string State);
