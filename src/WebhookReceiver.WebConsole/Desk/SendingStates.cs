namespace WebhookReceiver.WebConsole.Desk;

/// <summary>The states of a message that the receiver sends by itself, and what a person can do.</summary>
internal static class SendingStates
{
    public static IReadOnlyList<string> All { get; } =
    [
        "unknown",
        "failed",
        "refused",
        "dead",
        "pending",
        "throttled",
        "sending",
        "accepted",
        "delivered",
        "read",
        "cancelled",
    ];

    public static bool MayRetry(string state) => state is "unknown" or "failed" or "refused" or "dead" or "cancelled";

    public static bool MayCancel(string state) => state is "pending" or "throttled";
}
