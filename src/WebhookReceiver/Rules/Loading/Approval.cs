namespace WebhookReceiver.Rules.Loading;

/// <summary>The result of an approval.</summary>
internal enum Approval
{
    /// <summary>They are live.</summary>
    Live = 0,

    /// <summary>No rules wait.</summary>
    NothingWaits = 1,

    /// <summary>Other rules wait than the named version.</summary>
    OtherVersion = 2,
}
