using WebhookReceiver.Management.Auditing;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Management.Counts;
using WebhookReceiver.Management.Desk;
using WebhookReceiver.Management.Files;
using WebhookReceiver.Management.NotUnderstood;
using WebhookReceiver.Management.Texts;
using WebhookReceiver.Management.Trials;

namespace WebhookReceiver.Management;

/// <summary>The access to an endpoint of the management port.</summary>
/// <param name="Method">The HTTP method; a row for GET also covers HEAD.</param>
/// <param name="Pattern">The mapped route pattern.</param>
/// <param name="LeastRole">
/// The lowest allowed role; <see cref="ManagementRole.None"/> for all callers, also without a key.
/// </param>
/// <param name="Act">The act's name in the audit; null for a read.</param>
internal sealed record EndpointAccess(string Method, string Pattern, ManagementRole LeastRole, string? Act = null)
{
    /// <summary>Whether pages repeat the read by themselves: then the audit has one line for each look.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>All endpoints. An endpoint without a row is refused.</summary>
    public static IReadOnlyList<EndpointAccess> Table { get; } =
    [
        new("GET", HealthEndpoints.LivePath, ManagementRole.None),
        new("GET", HealthEndpoints.ReadyPath, ManagementRole.None),
        new("GET", "/metrics", ManagementRole.Viewer),
        new("GET", "/openapi/{documentName}.json", ManagementRole.Viewer),
        new("GET", OverviewEndpoints.MePath, ManagementRole.Viewer),
        new("GET", OverviewEndpoints.HealthPath, ManagementRole.Operator),
        new("GET", OverviewEndpoints.SettingsPath, ManagementRole.Operator),
        new("GET", AuditEndpoints.Path, ManagementRole.Operator),
        new("GET", ConversationEndpoints.Path, ManagementRole.Viewer),
        new("GET", ConversationEndpoints.OnePath, ManagementRole.Viewer, "conversation.read") { IsFollowed = true },
        new("GET", ConversationEndpoints.NumberPath, ManagementRole.Owner, "contact.number"),
        new("POST", DeskEndpoints.WritePath, ManagementRole.Answerer, "message.write"),
        new("POST", DeskEndpoints.HandoverPath, ManagementRole.Answerer, "contact.handover"),
        new("DELETE", DeskEndpoints.HandoverPath, ManagementRole.Answerer, "contact.resume"),
        new("DELETE", DeskEndpoints.MemoryPath, ManagementRole.Owner, "contact.memory"),
        new("POST", DeskEndpoints.ForgetPath, ManagementRole.Owner, "contact.forget"),
        new("GET", OutboxEndpoints.Path, ManagementRole.Viewer),
        new("POST", OutboxEndpoints.RetryPath, ManagementRole.Operator, "outbox.retry"),
        new("POST", OutboxEndpoints.CancelPath, ManagementRole.Operator, "outbox.cancel"),
        new("POST", OutboxEndpoints.SettlePath, ManagementRole.Operator, "outbox.settle"),
        new("GET", NumbersEndpoints.Path, ManagementRole.Viewer),
        new("GET", TopicEndpoints.Path, ManagementRole.Viewer),
        new("GET", TopicEndpoints.DismissedPath, ManagementRole.Viewer),
        new("POST", TopicEndpoints.ProposalPath, ManagementRole.Viewer),
        new("POST", TopicEndpoints.DismissPath, ManagementRole.Owner, "topics.dismiss"),
        new("POST", TopicAnswers.Path, ManagementRole.Owner),
        new("GET", FeedEndpoints.Path, ManagementRole.Viewer),
        new("GET", JournalEndpoints.Path, ManagementRole.Viewer),
        new("GET", JournalEndpoints.ExplainPath, ManagementRole.Viewer),
        new("GET", RuleUseEndpoints.Path, ManagementRole.Viewer),
        new("POST", RuleCheckEndpoints.Path, ManagementRole.Viewer),
        new("POST", TrialEndpoints.Path, ManagementRole.Viewer),
        new("GET", DraftEndpoints.Path, ManagementRole.Owner),
        new("GET", DraftEndpoints.OnePath, ManagementRole.Owner),
        new("PUT", DraftEndpoints.OnePath, ManagementRole.Owner),
        new("DELETE", DraftEndpoints.OnePath, ManagementRole.Owner),
        new("POST", DraftEndpoints.PublishPath, ManagementRole.Owner, "rules.publish"),
        new("GET", DraftEndpoints.PatchPath, ManagementRole.Owner),
        new("GET", TextEndpoints.RulePath, ManagementRole.Viewer),
        new("POST", TextEndpoints.DraftPath, ManagementRole.Owner),
        new("GET", LanguageEndpoints.SchemaPath, ManagementRole.Viewer),
        new("GET", LanguageEndpoints.WordsPath, ManagementRole.Viewer),
        new("POST", TestEndpoints.Path, ManagementRole.Owner),
        new("GET", VersionEndpoints.Path, ManagementRole.Viewer),
        new("GET", VersionEndpoints.OnePath, ManagementRole.Viewer),
        new("POST", VersionEndpoints.RestorePath, ManagementRole.Owner, "rules.restore"),
        new("POST", HoldEndpoints.HoldPath, ManagementRole.Owner, "rules.hold"),
        new("DELETE", HoldEndpoints.ReleasePath, ManagementRole.Owner, "rules.release"),
        new("GET", RuleFileEndpoints.Path, ManagementRole.Viewer),
        new("GET", RuleFileEndpoints.OnePath, ManagementRole.Viewer),
        new("GET", RuleEndpoints.RulesPath, ManagementRole.Viewer),
        new("POST", RuleEndpoints.ExplainPath, ManagementRole.Viewer),
        new("POST", MessageEndpoints.Path, ManagementRole.Answerer, "message.send"),
        new("GET", MessageEndpoints.StatePath, ManagementRole.Answerer),
        new("GET", QuarantineEndpoints.Path, ManagementRole.Viewer),
        new("GET", QuarantineEndpoints.OnePath, ManagementRole.Operator, "quarantine.read"),
        new("POST", ContactEndpoints.ResumePath, ManagementRole.Answerer, "contact.resume"),
        new("POST", RuleEndpoints.ApprovePath, ManagementRole.Owner, "rules.approve"),
    ];

    /// <summary>The row of a request; null if its endpoint or method has none.</summary>
    public static EndpointAccess? Of(string method, string? pattern)
    {
        var named = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        foreach (var row in Table)
        {
            if (
                string.Equals(row.Pattern, pattern, StringComparison.Ordinal)
                && string.Equals(row.Method, named, StringComparison.OrdinalIgnoreCase)
            )
            {
                return row;
            }
        }

        return null;
    }
}
