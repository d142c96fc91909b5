namespace WebhookReceiver.Rules.Conversations;

/// <summary>A look-up, ready to be sent.</summary>
/// <param name="Address">The https address.</param>
/// <param name="Body">JSON to post; <see langword="null"/>: a GET.</param>
internal sealed record LookupRequest(Uri Address, byte[]? Body = null)
{
    /// <summary>The message's key: the other server sees by it that a message comes again.</summary>
    public string? Key { get; init; }
}
