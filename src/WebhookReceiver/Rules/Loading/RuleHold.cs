namespace WebhookReceiver.Rules.Loading;

/// <summary>A person's decision that one version answers, whatever the folder holds, until it is released.</summary>
/// <param name="Version">The version that answers.</param>
/// <param name="Since">Since when.</param>
/// <param name="By">Who decided; null if nobody was named.</param>
/// <param name="Note">Why; null for no note.</param>
internal sealed record RuleHold(string Version, DateTimeOffset Since, string? By, string? Note);

/// <summary>The result of an attempt to hold a version, or to release it.</summary>
internal enum HoldResult
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>The version is not kept, or nothing is held.</summary>
    Nothing = 1,

    /// <summary>The version has errors with the plug-ins of now.</summary>
    Unfit = 2,

    /// <summary>The decision cannot be written to the data folder, so it would not survive a restart.</summary>
    NotWritten = 3,
}
