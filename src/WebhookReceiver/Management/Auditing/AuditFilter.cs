using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;

namespace WebhookReceiver.Management.Auditing;

/// <summary>Which acts a reader of the audit wants.</summary>
internal sealed record AuditFilter
{
    /// <summary>An act, or the word before its full stop.</summary>
    public string? Act { get; init; }

    /// <summary>A person, or a key.</summary>
    public string? User { get; init; }

    /// <summary>A contact or a version, as the audit names it.</summary>
    public string? Target { get; init; }

    public bool? Refused { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public static AuditFilter Read(ApiQuery query) =>
        new()
        {
            Act = query.Text("act"),
            User = query.Text("user"),
            Target = query.Text("object") is { } named ? ContactName.HashOf(named) ?? named : null,
            Refused = query.Flag("refused"),
            Since = query.Instant("since"),
            Until = query.Instant("until"),
        };

    public bool Fits(AuditedAct act) =>
        (Act is null || act.Act == Act || act.Act.StartsWith(Act + ".", StringComparison.Ordinal))
        && (User is null || Is(act.User, User) || Is(act.Key, User))
        && (Target is null || act.Target == Target)
        && (Refused is null || Refused == act.Status >= StatusCodes.Status400BadRequest)
        && (Since is null || act.At >= Since)
        && (Until is null || act.At < Until);

    private static bool Is(string? name, string asked) =>
        string.Equals(name, asked, StringComparison.OrdinalIgnoreCase);
}
