using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class NumbersTests
{
    [Fact]
    public async Task Messages_and_people_are_counted_by_the_day_of_the_shop()
    {
        // India's day begins at 18:30 UTC.
        await using var app = new ApiApp(
            ("a.yaml", ApiApp.Shop.Replace("Europe/Dublin", "Asia/Kolkata", StringComparison.Ordinal))
        );
        await app.SayAsync("hours", "447700900111");
        await app.SayAsync("cake", "447700900111");
        await app.SayAsync("hours", "447700900112");
        app.Time.Advance(ApiApp.Start.Date.AddHours(18.5) - app.Time.GetUtcNow().DateTime - TimeSpan.FromSeconds(2));
        await app.SayAsync("cake", "447700900111"); // 18:29:59
        await app.SayAsync("hours", "447700900111"); // 18:30:00
        var days = await app.As("viewer").NumbersAsync(Query(app, "day"), ApiApp.Token);
        var hours = await app.Client.NumbersAsync(Query(app, "hour", "outcome"), ApiApp.Token);
        var rules = await app.Client.NumbersAsync(Query(app, "day", "rule"), ApiApp.Token);

        Assert.Equal(("Asia/Kolkata", 5L, 2L), (days.Zone, days.Messages, days.People));
        Assert.Equal(
            [("2026-03-02T00:00:00+05:30", "", 4L, 2L), ("2026-03-03T00:00:00+05:30", "", 1L, 1L)],
            days.Points.Select(point => (Written(point.At), point.Key, point.Count, point.People!.Value))
        );
        Assert.Equal(
            [("answered", 3L), ("fallback", 2L)],
            days.Outcomes.OrderBy(one => one.Key).Select(one => (one.Key, one.Value))
        );
        Assert.Equal(
            [
                ("2026-03-02T14:00:00+05:30", "answered", 2L),
                ("2026-03-02T14:00:00+05:30", "fallback", 1L),
                ("2026-03-02T23:00:00+05:30", "fallback", 1L),
                ("2026-03-03T00:00:00+05:30", "answered", 1L),
            ],
            hours.Points.Select(point => (Written(point.At), point.Key, point.Count))
        );
        Assert.Equal(
            [("fallback", 2L), ("hours", 2L), ("hours", 1L)],
            rules.Points.Select(point => (point.Key, point.Count))
        );
    }

    [Fact]
    public async Task The_hour_that_comes_twice_is_two_hours_and_its_day_is_one()
    {
        await using var app = new ApiApp();
        app.Time.Advance(new DateTimeOffset(2026, 10, 25, 0, 15, 0, TimeSpan.Zero) - app.Time.GetUtcNow());
        await app.SayAsync("hours"); // 01:15 summer time
        app.Time.Advance(TimeSpan.FromHours(1));
        await app.SayAsync("hours"); // 01:15 winter time
        var hours = await app.Client.NumbersAsync(Query(app, "hour"), ApiApp.Token);
        var days = await app.Client.NumbersAsync(Query(app, "day"), ApiApp.Token);

        Assert.Equal(
            ["2026-10-25T01:00:00+01:00", "2026-10-25T01:00:00+00:00"],
            hours.Points.Select(point => Written(point.At))
        );
        Assert.Equal(("2026-10-25T00:00:00+01:00", 2L), (Written(days.Points[0].At), Assert.Single(days.Points).Count));
    }

    [Theory]
    [InlineData("by=week", "'by' is one of hour, day.")]
    [InlineData("split=number", "'split' is one of rule, channel, language, outcome.")]
    [InlineData("since=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z", "'since' comes before 'until'.")]
    [InlineData("by=hour&since=2020-01-01T00:00:00Z", "By the hour, at most 93 days can be counted.")]
    public async Task What_cannot_be_counted_is_refused(string query, string message)
    {
        await using var app = new ApiApp();
        using var answer = await app.App.Management.GetAsync($"/api/numbers?{query}", ApiApp.Token);
        Assert.Equal(
            (HttpStatusCode.BadRequest, $$"""{"error":"query","message":"{{message}}"}"""),
            (answer.StatusCode, await answer.TextAsync())
        );
    }

    [Fact]
    public async Task The_feed_tells_ids_and_counts_and_no_text()
    {
        await using var app = new ApiApp();
        await app.SayAsync("hours");
        var contact = await app.ContactAsync();
        await using var feed = app.As("viewer").FeedAsync(ApiApp.Token).GetAsyncEnumerator(ApiApp.Token);
        var rules = await NextAsync(feed);
        var counts = await NextAsync(feed);
        await app.SayAsync("human");
        app.Time.Advance(TimeSpan.FromSeconds(1));
        var message = await NextAsync(feed);
        var waiting = await NextAsync(feed);

        Assert.Equal(("rules", (await app.Client.RuleFilesAsync(ApiApp.Token)).Live), (rules.Type, rules.Id));
        Assert.Equal(("counts", "1", 0L, 0L), (counts.Type, counts.Id, counts.Waiting!.Value, counts.Open!.Value));
        Assert.Equal(
            ("message", "2", contact, true),
            (message.Type, message.Id, message.Contact, message.Understood!.Value)
        );
        Assert.Equal(("counts", 1L), (waiting.Type, waiting.Waiting!.Value));
    }

    private static async Task<FeedEvent> NextAsync(IAsyncEnumerator<FeedEvent> feed)
    {
        Assert.True(await feed.MoveNextAsync());
        return feed.Current;
    }

    private static NumbersQuery Query(ApiApp app, string by, string? split = null) =>
        new()
        {
            Until = app.Time.GetUtcNow().AddHours(1),
            By = by,
            Split = split,
        };

    private static string Written(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}
