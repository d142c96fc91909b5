using System.Security.Cryptography;

namespace WebhookReceiver.WebConsole.Changing;

internal static class DraftNames
{
    /// <summary>A name that no other draft has.</summary>
    public static string New() => $"d-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
}
