using System.Text.Json.Serialization;

namespace WebhookReceiver.Api;

/// <summary>An act on the management port: an item of <c>GET /api/audit</c>.</summary>
public sealed record AuditedAct
{
    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the key; <c>local</c> if none was needed.</summary>
    public required string Key { get; init; }

    /// <summary>The person for whom the caller acted; <see langword="null"/> if it named none.</summary>
    public string? User { get; init; }

    /// <summary>The role that counted.</summary>
    public required string Role { get; init; }

    /// <summary>Address of the caller.</summary>
    public string? From { get; init; }

    /// <summary>The act, such as <c>conversation.read</c>.</summary>
    public required string Act { get; init; }

    /// <summary>Hash of the contact, or version of the rules; <see langword="null"/> for none.</summary>
    [JsonPropertyName("object")]
    public string? Target { get; init; }

    /// <summary>What the caller was answered; 403 is an act that the role did not allow.</summary>
    public required int Status { get; init; }

    /// <summary>Id of the request in the log.</summary>
    public string? Trace { get; init; }
}

/// <summary>What to look for in <c>GET /api/audit</c>.</summary>
public sealed record AuditSearch
{
    /// <summary>Only this act, or all acts of a group: <c>rules</c> for <c>rules.publish</c> and its like.</summary>
    public string? Act { get; init; }

    /// <summary>Only acts of this person, or of this key.</summary>
    public string? User { get; init; }

    /// <summary>Only acts on this contact (its hash, or its name in addresses) or this version.</summary>
    public string? Target { get; init; }

    /// <summary>Only acts that were refused, or only those that were not.</summary>
    public bool? Refused { get; init; }

    /// <summary>Only acts from this time on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only acts before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The <c>next</c> of the part before.</summary>
    public string? After { get; init; }

    /// <summary>At most this many, up to 200.</summary>
    public int? Limit { get; init; }
}

/// <summary>The client's requests about the audit.</summary>
public static class AuditRequests
{
    /// <summary>Who did what, the newest first. A part may be short, or empty, although <c>next</c> is there.</summary>
    public static Task<Page<AuditedAct>> AuditAsync(
        this ReceiverClient client,
        AuditSearch search,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(search);
        var asked = new QueryText()
            .Add("act", search.Act)
            .Add("user", search.User)
            .Add("object", search.Target)
            .Add("refused", search.Refused)
            .Add("since", search.Since)
            .Add("until", search.Until)
            .Add("after", search.After)
            .Add("limit", search.Limit);
        return client.GetAsync($"/api/audit{asked}", ApiJson.Default.PageAuditedAct, cancellationToken);
    }
}
