using Microsoft.AspNetCore.WebUtilities;
using WebhookReceiver.Api;
using WebhookReceiver.WebConsole.Talks;

namespace WebhookReceiver.WebConsole.Pages;

/// <summary>What an operator looks for in the audit; it lives in the address of the page.</summary>
public sealed record AuditPageFilter
{
    private const int Rows = 50;

    public static IReadOnlyList<string> Acts { get; } =
    [
        "conversation.read",
        "conversation.export",
        "conversations.export",
        "contact.number",
        "contact.handover",
        "contact.resume",
        "contact.forget",
        "contact.memory",
        "message.write",
        "message.send",
        "outbox.export",
        "outbox.retry",
        "outbox.cancel",
        "outbox.settle",
        "rules.publish",
        "rules.restore",
        "rules.approve",
        "rules.hold",
        "rules.release",
        "quarantine.read",
    ];

    public string User { get; init; } = "";

    public string Act { get; init; } = "";

    /// <summary>Hash of a contact, or version of rules.</summary>
    public string Target { get; init; } = "";

    /// <summary>The first day, as the browser's field writes it.</summary>
    public string Since { get; init; } = "";

    /// <summary>The last day.</summary>
    public string Until { get; init; } = "";

    public bool Refused { get; init; }

    public string? After { get; init; }

    public bool IsEmpty => this with { After = null } == new AuditPageFilter();

    /// <summary>The address of the page with this filter, without the empty parts.</summary>
    public string ToAddress()
    {
        var parts = new (string Name, string? Value)[]
        {
            ("user", User),
            ("act", Act),
            ("object", Target),
            ("since", Since),
            ("until", Until),
            ("refused", Refused ? "yes" : ""),
            ("after", After),
        };
        return QueryHelpers.AddQueryString(
            "/audit",
            parts
                .Where(part => !string.IsNullOrEmpty(part.Value))
                .Select(part => KeyValuePair.Create(part.Name, part.Value))
        );
    }

    public AuditSearch ToSearch(TimeZoneInfo zone) =>
        new()
        {
            User = NullIfEmpty(User.Trim()),
            Act = NullIfEmpty(Act),
            Target = NullIfEmpty(Target),
            Refused = Refused ? true : null,
            Since = TalkFilter.DayOf(Since, zone, 0),
            Until = TalkFilter.DayOf(Until, zone, 1),
            After = After,
            Limit = Rows,
        };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
