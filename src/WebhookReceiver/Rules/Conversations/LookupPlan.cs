using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>The look-up of a rule before it answers.</summary>
/// <param name="Address">The https address, a template with a fixed beginning.</param>
/// <param name="Prefix">The beginning: scheme, host and path up to the last slash before the first placeholder.</param>
/// <param name="Timeout">Its time limit, within the time of the rules.</param>
/// <param name="Missing">The text for no result (404); none: the next rule is asked.</param>
/// <param name="Failed">The text for a failure; none: the next rule is asked.</param>
internal sealed record LookupPlan(
    ReplyTemplate Address,
    Uri Prefix,
    TimeSpan Timeout,
    LocalText Missing,
    LocalText Failed
)
{
    /// <summary>The JSON object to post; <see langword="null"/>: a GET.</summary>
    public PostedValue? Body { get; init; }

    public static readonly TimeSpan StandardTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The request for a message, see <see cref="AddressFor"/>.</summary>
    public LookupRequest? RequestFor(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures) =>
        AddressFor(message, captures) is { } address
            ? new LookupRequest(address, Body?.Render(message, captures))
            : null;

    /// <summary>
    /// The address for a message; <see langword="null"/> if the contact's text led it outside its prefix ("../").
    /// </summary>
    private Uri? AddressFor(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures) =>
        Uri.TryCreate(Address.Render(message, captures).Trim(), UriKind.Absolute, out var address)
        && address.AbsoluteUri.StartsWith(Prefix.AbsoluteUri, StringComparison.Ordinal)
            ? address
            : null;
}

/// <summary>A rule that waits for a look-up.</summary>
internal sealed record PendingLookup(
    FileRule Rule,
    LookupPlan Plan,
    ReplyPlan Reply,
    IReadOnlyList<KeyValuePair<string, string>> Captures
)
{
    /// <summary>What the menu that led to the rule remembers.</summary>
    public ImmutableArray<ContactChange> Remembered { get; init; } = [];
}

internal enum LookupKind
{
    Found = 0,

    /// <summary>The server has no such resource.</summary>
    Missing = 1,

    Failed = 2,

    /// <summary>The server takes the message over (202 without a result): it is not for us to answer it.</summary>
    Taken = 3,
}

/// <summary>The outcome of a look-up.</summary>
/// <param name="Kind">Found, missing, failed or taken.</param>
/// <param name="Json">The JSON of the result; empty otherwise.</param>
/// <param name="Detail">The reason of a failure, in fixed words; never the request or the response.</param>
internal sealed record LookupOutcome(LookupKind Kind, string Json = "", string Detail = "")
{
    public static LookupOutcome Missing { get; } = new(LookupKind.Missing);

    public static LookupOutcome Taken { get; } = new(LookupKind.Taken);

    public static LookupOutcome Failed(string detail) => new(LookupKind.Failed, Detail: detail);
}

/// <summary>Runs a look-up within a time limit. Never throws because of the server.</summary>
internal delegate ValueTask<LookupOutcome> LookUp(
    LookupRequest request,
    TimeSpan limit,
    CancellationToken cancellationToken
);
