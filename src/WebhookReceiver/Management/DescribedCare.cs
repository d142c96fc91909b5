using WebhookReceiver.Api;
using WebhookReceiver.Management.Auditing;

namespace WebhookReceiver.Management;

/// <summary>The described operations of those who look after the server and its data.</summary>
internal static class DescribedCare
{
    private static readonly (string, string) BadQuery = ("400", "Nobody reads a name in the address, or its value");

    public static IReadOnlyList<DescribedOperation> All { get; } =
    [
        new(
            "GET",
            AuditEndpoints.Path,
            "Who did what, the newest first; contacts are hashes. A part may be short although 'next' is there.",
            typeof(Page<AuditedAct>),
            BadQuery
        )
        {
            Query = ["act", "user", "object", "refused", "since", "until", "after", "limit"],
        },
    ];
}
