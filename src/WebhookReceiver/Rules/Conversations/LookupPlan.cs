using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>What a rule asks of another server before it answers.</summary>
/// <param name="Address">The https address, a template whose beginning is fixed.</param>
/// <param name="Prefix">The beginning: scheme, host and path up to the last slash before the first placeholder.</param>
/// <param name="Timeout">How long it may take, within the time of the rules.</param>
/// <param name="Missing">What is said if there is nothing (404); none: the next rule is asked.</param>
/// <param name="Failed">What is said if nothing came of it; none: the next rule is asked.</param>
internal sealed record LookupPlan(
    ReplyTemplate Address,
    Uri Prefix,
    TimeSpan Timeout,
    LocalText Missing,
    LocalText Failed
)
{
    public static readonly TimeSpan StandardTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The address for a message; <see langword="null"/> if what the customer wrote led it out of where it belongs ("../").</summary>
    public Uri? AddressFor(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures) =>
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
);

internal enum LookupKind
{
    Found = 0,

    /// <summary>The server says that there is no such thing.</summary>
    Missing = 1,

    Failed = 2,
}

/// <summary>What came of a look-up.</summary>
/// <param name="Kind">Found, missing or failed.</param>
/// <param name="Json">The JSON that was found; empty otherwise.</param>
/// <param name="Detail">Why it failed, in words of ours; never what was asked or answered.</param>
internal sealed record LookupOutcome(LookupKind Kind, string Json = "", string Detail = "")
{
    public static LookupOutcome Missing { get; } = new(LookupKind.Missing);

    public static LookupOutcome Failed(string detail) => new(LookupKind.Failed, Detail: detail);
}

/// <summary>Asks another server within a time. Never throws for what the server does.</summary>
internal delegate ValueTask<LookupOutcome> LookUp(Uri address, TimeSpan limit, CancellationToken cancellationToken);
