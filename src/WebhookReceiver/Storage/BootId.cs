namespace WebhookReceiver.Storage;

/// <summary>Names the boot of the machine: only within one boot can times of the steady clock be compared.</summary>
internal static class BootId
{
    private const string Linux = "/proc/sys/kernel/random/boot_id";

    /// <summary>The id of this boot; if the system has none, every call is of another boot.</summary>
    public static string Current()
    {
        try
        {
            return File.Exists(Linux) ? File.ReadAllText(Linux).Trim() : Guid.NewGuid().ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Guid.NewGuid().ToString();
        }
    }
}
