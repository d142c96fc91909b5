namespace WebhookReceiver.Rules.Loading;

/// <summary>What came of approving rules.</summary>
internal enum Approval
{
    /// <summary>They are live.</summary>
    Live = 0,

    /// <summary>No rules wait.</summary>
    NothingWaits = 1,

    /// <summary>Others wait than those that were meant.</summary>
    OtherVersion = 2,
}
