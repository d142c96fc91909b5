using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Talks;

/// <summary>What a person looks for; it lives in the address of the page.</summary>
public sealed record TalkFilter
{
    private const string Page = "/conversations";
    private const string DayFormat = "yyyy-MM-dd";

    public string Text { get; init; } = "";

    public string Rule { get; init; } = "";

    public bool NotUnderstood { get; init; }

    public string Channel { get; init; } = "";

    public string Language { get; init; } = "";

    /// <summary>The first day, as the browser's field writes it.</summary>
    public string Since { get; init; } = "";

    /// <summary>The last day.</summary>
    public string Until { get; init; } = "";

    public string? After { get; init; }

    public bool IsEmpty => this with { After = null } == new TalkFilter();

    public static TalkFilter Read(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string Of(string name) => query.TryGetValue(name, out var values) ? values.ToString() : "";
        return new TalkFilter
        {
            Text = Of("q"),
            Rule = Of("rule"),
            NotUnderstood = Of("understood") == "no",
            Channel = Of("channel"),
            Language = Of("language"),
            Since = Of("since"),
            Until = Of("until"),
            After = Of("after") is { Length: > 0 } after ? after : null,
        };
    }

    /// <summary>The address of the page with this filter, without the empty parts.</summary>
    public string ToAddress(string? after = null)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("q", Text),
            ("rule", Rule),
            ("understood", NotUnderstood ? "no" : null),
            ("channel", Channel),
            ("language", Language),
            ("since", Since),
            ("until", Until),
            ("after", after),
        };
        return QueryHelpers.AddQueryString(
            Page,
            parts
                .Where(part => !string.IsNullOrEmpty(part.Value))
                .Select(part => KeyValuePair.Create(part.Name, part.Value))
        );
    }

    public ConversationQuery ToQuery(TimeZoneInfo zone) =>
        new()
        {
            Text = Given(Text),
            Rule = Given(Rule),
            Understood = NotUnderstood ? false : null,
            Channel = Given(Channel),
            Language = Given(Language),
            Since = DayOf(Since, zone, 0),
            Until = DayOf(Until, zone, 1),
            After = After,
            Limit = 50,
        };

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    /// <summary>The begin of a day in a zone, some days later; null for a text that is no day of our times.</summary>
    internal static DateTimeOffset? DayOf(string text, TimeZoneInfo zone, int later) =>
        DateTime.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is > 1900 and < 9000
            ? new DateTimeOffset(day.AddDays(later), zone.GetUtcOffset(day.AddDays(later)))
            : null;
}
