using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class ConversationTests : IAsyncDisposable
{
    private readonly ApiApp _app = new();

    [Fact]
    public async Task People_come_with_their_newest_message_and_without_their_number()
    {
        await _app.SayAsync("When do you open?", "447700900117");
        await _app.SayAsync("hours", "447700900118");
        await _app.SayAsync("gluten?", "447700900117");
        var page = await _app.As("viewer").ConversationsAsync(new ConversationQuery(), ApiApp.Token);

        Assert.Equal(
            [("•••17", "gluten?", "fallback", false, 2L), ("•••18", "hours", "answered", true, 1L)],
            page.Items.Select(one => (one.Shown, one.Last.Text, one.Last.Outcome, one.Last.Understood, one.Count))
        );
        Assert.All(page.Items, one => Assert.Matches("^c_[0-9a-f]{16}$", one.Contact));
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData("q=CAFE", "one")]
    [InlineData("q=caf", "one")]
    [InlineData("q=glut+free", "")]
    [InlineData("q=gluten+fre", "two")]
    [InlineData("q=we+open", "three")]
    [InlineData("q=%22", "")]
    [InlineData("q=AND", "")]
    [InlineData("q=%E8%9B%8B%E7%B3%95", "four")]
    [InlineData("rule=hours", "three")]
    [InlineData("rule=nobody", "")]
    [InlineData("understood=true", "three")]
    [InlineData("understood=false", "four two one")]
    [InlineData("channel=8", "four three two one")]
    [InlineData("channel=9", "")]
    [InlineData("project=500001&understood=true", "three")]
    [InlineData("since=2026-03-02T09:00:03Z", "four three")]
    [InlineData("until=2026-03-02T09:00:03Z", "two one")]
    [InlineData("waiting=true", "")]
    [InlineData("waiting=false", "four three two one")]
    public async Task A_search_finds_what_was_said(string query, string found)
    {
        var names = new Dictionary<string, string>();
        foreach (
            var (name, text) in new[]
            {
                ("one", "Is the café near?"),
                ("two", "Gluten free bread"),
                ("three", "hours"),
                ("four", "我要蛋糕"),
            }
        )
        {
            var from = $"4477009001{20 + names.Count}";
            names[$"•••{from[^2..]}"] = name;
            await _app.SayAsync(text, from);
        }

        using var answer = await _app.App.Management.GetAsync($"/api/conversations?{query}", ApiApp.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = System.Text.Json.JsonSerializer.Deserialize(
            await answer.TextAsync(),
            ApiJson.Default.PageConversation
        )!;

        Assert.Equal(found, string.Join(' ', page.Items.Select(one => names[one.Shown])));
    }

    [Theory]
    [InlineData(
        "rul=hours",
        "Nobody reads 'rul' in the address; there are q, rule, understood, channel, project, language, waiting, since, until, after, limit."
    )]
    [InlineData("understood=yes", "'understood' is true or false.")]
    [InlineData("since=yesterday", "'since' is a time such as 2026-03-01T09:00:00Z.")]
    [InlineData("limit=0", "'limit' is a number from 1 to 200.")]
    [InlineData("limit=201", "'limit' is a number from 1 to 200.")]
    [InlineData("after=x", "'after' is the 'next' of the part before.")]
    [InlineData("q=a&q=b", "'q' is there twice.")]
    public async Task What_is_not_understood_in_the_address_is_an_error(string query, string message)
    {
        using var answer = await _app.App.Management.GetAsync($"/api/conversations?{query}", ApiApp.Token);
        Assert.Equal(
            (HttpStatusCode.BadRequest, $$"""{"error":"query","message":"{{message}}"}"""),
            (answer.StatusCode, await answer.TextAsync())
        );
    }

    [Fact]
    public async Task The_list_goes_on_where_it_ended()
    {
        for (var i = 10; i < 15; i++)
        {
            await _app.SayAsync("cake", $"4477009001{i}");
        }

        var shown = new List<string>();
        var query = new ConversationQuery { Text = "cake", Limit = 2 };
        Page<Conversation> page;
        do
        {
            page = await _app.Client.ConversationsAsync(query, ApiApp.Token);
            shown.AddRange(page.Items.Select(one => one.Shown));
            await _app.SayAsync("cake", $"44770090{2000 + shown.Count}");
            query = query with { After = page.Next };
        } while (page.Next is not null);

        Assert.Equal(["•••14", "•••13", "•••12", "•••11", "•••10"], shown);
    }

    [Fact]
    public async Task A_conversation_has_both_directions_in_order()
    {
        await _app.SayAsync("hours");
        await _app.SayAsync("human");
        await _app.SayAsync("are you there?");
        var lines = await _app.As("viewer")
            .ConversationAsync(await _app.ContactAsync(), cancellationToken: ApiApp.Token);

        Assert.Equal(
            [
                ("1", "in", "hours", "answered", null),
                ("1r", "reply", "We open at 8.", null, "hours"),
                ("2", "in", "human", "answered", null),
                ("2r", "reply", "A person will write to you.", null, "human"),
                ("3", "in", "are you there?", "handover", null),
            ],
            lines.Lines.Select(line => (line.Id, line.Kind, line.Text, line.Outcome, line.Rule))
        );
        Assert.True(lines.State.Handover);
        Assert.Equal(ApiApp.Start.AddHours(1).AddSeconds(2), lines.State.HandoverUntil);
        Assert.Equal(ApiApp.Start.AddSeconds(3) + new TimeSpan(23, 55, 0), lines.State.WindowUntil);
        var waiting = await _app.Client.ConversationsAsync(new ConversationQuery { Waiting = true }, ApiApp.Token);
        Assert.True(Assert.Single(waiting.Items).Waiting);
    }

    [Fact]
    public async Task Older_lines_come_in_parts()
    {
        for (var i = 0; i < 5; i++)
        {
            await _app.SayAsync($"hours {i}");
        }

        var contact = await _app.ContactAsync();
        var newest = await _app.Client.ConversationAsync(contact, limit: 2, cancellationToken: ApiApp.Token);
        var older = await _app.Client.ConversationAsync(contact, newest.Next, 3, ApiApp.Token);

        Assert.Equal(["4", "4r", "5", "5r"], newest.Lines.Select(line => line.Id));
        Assert.Equal(["1", "1r", "2", "2r", "3", "3r"], older.Lines.Select(line => line.Id));
        Assert.Null(older.Next);
    }

    [Fact]
    public async Task Numbers_are_masked_whatever_field_they_stand_in()
    {
        await using var app = new ApiApp(("a.yaml", "rules:\n  - id: a\n    reply: 'You are {{ number }}.'\n"));
        await app.SayAsync("I am +44 7700 900123, card 4111 1111 1111 1111, order 12345678");
        var contact = await app.ContactAsync();
        var seen = string.Concat(
            await ReadAsync(app, "viewer", "/api/conversations"),
            await ReadAsync(app, "viewer", $"/api/conversations/{contact}"),
            await ReadAsync(app, "viewer", "/api/journal/1"),
            await ReadAsync(app, "viewer", "/api/journal/1/explain")
        );

        Assert.DoesNotContain("900123", seen.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("4111", seen, StringComparison.Ordinal);
        Assert.Contains("I am +•••23, card •••11, order 12345678", seen, StringComparison.Ordinal);
        var owner = await app.As("owner").ConversationAsync(contact, cancellationToken: ApiApp.Token);
        Assert.Equal("I am +44 7700 900123, card •••11, order 12345678", owner.Lines[0].Text);
    }

    [Fact]
    public async Task An_owner_sees_a_number_and_that_is_written_down()
    {
        await _app.SayAsync("hours");
        var contact = await _app.ContactAsync();

        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await ApiApp.RefusedAsync(() => _app.As("answerer").NumberAsync(contact, ApiApp.Token))).Status
        );
        Assert.Equal(ApiApp.Number, (await _app.As("owner").NumberAsync(contact, ApiApp.Token)).Number);
        await _app.As("viewer").ConversationAsync(contact, cancellationToken: ApiApp.Token);
        Assert.Equal(
            $"answerer contact.number  403\nowner contact.number {contact[2..]} 200\nviewer conversation.read {contact[2..]} 200",
            await _app.AuditAsync()
        );
    }

    [Theory]
    [InlineData("447700900123")]
    [InlineData("c_")]
    [InlineData("c_0123456789ABCDEF")]
    [InlineData("c_0123456789abcdef")]
    [InlineData("c_0123456789abcdef0")]
    public async Task A_contact_that_is_not_there_is_not_found(string contact)
    {
        await _app.SayAsync("hours");
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await ApiApp.RefusedAsync(() => _app.Client.ConversationAsync(contact, cancellationToken: ApiApp.Token))
            ).Status
        );
    }

    [Fact]
    public async Task A_message_is_explained_as_of_then_and_as_of_now()
    {
        await _app.SayAsync("human");
        await _app.SayAsync("cake");
        var then = await _app.Client.WhyAsync("1", "then", ApiApp.Token);
        var now = await _app.Client.WhyAsync("1", "now", ApiApp.Token);
        var missed = await _app.Client.ExplainAsync(new ExplainQuestion { Text = "cake" }, ApiApp.Token);

        Assert.Equal(("human", "A person will write to you."), (then.Rule, then.Reply));
        Assert.Equal((ApiApp.Start.AddSeconds(1), ApiApp.Start.AddSeconds(2)), (then.At, now.At));
        Assert.Null(now.Rule); // a person answers now
        Assert.Equal(
            [(true, "answers"), (false, "does-not-hold")],
            new[] { "human", "hours" }
                .Select(name => then.Rules.Single(rule => rule.Rule == name))
                .Select(rule => (rule.Conditions.All(condition => condition.Holds), rule.Outcome))
        );
        Assert.Equal("fallback", missed.Rule);
    }

    [Fact]
    public async Task The_use_of_rules_names_those_that_never_answered()
    {
        await _app.SayAsync("hours");
        await _app.SayAsync("hours", "447700900118");
        var use = await _app.Client.RuleUseAsync(since: null, ApiApp.Token);
        var later = await _app.Client.RuleUseAsync(ApiApp.Start.AddSeconds(2), ApiApp.Token);

        Assert.Equal(
            [
                ("hours", 2L, "shop.yaml", 3),
                ("prices", 0L, "shop.yaml", 6),
                ("human", 0L, "shop.yaml", 9),
                ("fallback", 0L, "shop.yaml", 13),
            ],
            use.Items.Select(one => (one.Rule, one.Count, one.Path, one.Line))
        );
        Assert.Equal((1L, ApiApp.Start.AddSeconds(2)), (later.Items[0].Count, later.Items[0].Last));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<string> ReadAsync(ApiApp app, string role, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Acting-Role", role);
        using var answer = await app.App.Management.SendAsync(request, ApiApp.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.TextAsync();
    }
}
