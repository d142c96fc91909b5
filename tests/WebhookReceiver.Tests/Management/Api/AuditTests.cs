using System.Net;
using System.Text;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class AuditTests : IAsyncDisposable
{
    private const string Key = "management-key-0123456789";

    private readonly ApiApp _app = new();

    public AuditTests()
    {
        _app.App.With("Management:Key", Key);
        _app.App.Management.DefaultRequestHeaders.Add("X-Management-Key", Key);
    }

    [Fact]
    public async Task Acts_come_newest_first_with_who_and_what_and_without_numbers()
    {
        await _app.SayAsync("hours");
        var contact = await _app.ContactAsync();
        await _app.Client.For("Ann", "owner").NumberAsync(contact, ApiApp.Token);
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        await _app.Client.For("Ben", "answerer").TakeOverAsync(contact, new HandoverRequest(), ApiApp.Token);
        var page = await ReadAsync(new AuditSearch());

        Assert.Equal(
            [
                ("Ben", "operator", "answerer", "contact.handover", contact[2..], 200),
                ("Ann", "operator", "owner", "contact.number", contact[2..], 200),
            ],
            page.Items.Select(act => (act.User, act.Key, act.Role, act.Act, act.Target, act.Status))
        );
        Assert.Equal(ApiApp.Start.AddSeconds(2), page.Items[0].At);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData("act=contact.number", "number")]
    [InlineData("act=contact", "handover number")]
    [InlineData("act=cont", "")]
    [InlineData("user=ann", "approve number")]
    [InlineData("user=operator", "approve handover number")]
    [InlineData("user=nobody", "")]
    [InlineData("refused=true", "approve")]
    [InlineData("refused=false", "handover number")]
    [InlineData("object={contact}", "handover number")]
    [InlineData("object={hash}", "handover number")]
    [InlineData("object=0123456789ab", "approve")]
    [InlineData("since=2026-03-02T09:00:02Z", "approve handover")]
    [InlineData("until=2026-03-02T09:00:02Z", "number")]
    [InlineData("act=contact&refused=true", "")]
    public async Task Filters_leave_out_what_does_not_fit(string query, string acts)
    {
        await _app.SayAsync("hours");
        var contact = await _app.ContactAsync();
        await _app.Client.For("Ann", "owner").NumberAsync(contact, ApiApp.Token);
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        await _app.Client.For("Ben", "answerer").TakeOverAsync(contact, new HandoverRequest(), ApiApp.Token);
        await ApiApp.RefusedAsync(() => _app.Client.For("Ann", "viewer").ApproveAsync("0123456789ab", ApiApp.Token));
        await ApiApp.RefusedAsync(() => _app.Client.For("Ann", "owner").ApproveAsync("0123456789ab", ApiApp.Token));
        var asked = query
            .Replace("{contact}", contact, StringComparison.Ordinal)
            .Replace("{hash}", contact[2..], StringComparison.Ordinal);
        using var answer = await _app.App.Management.GetAsync($"/api/audit?{asked}", ApiApp.Token);
        var page = System.Text.Json.JsonSerializer.Deserialize(
            await answer.TextAsync(),
            ApiJson.Default.PageAuditedAct
        )!;

        Assert.Equal(acts, string.Join(' ', page.Items.Select(act => act.Act.Split('.')[1]).Distinct()));
    }

    [Fact]
    public async Task All_parts_together_are_the_whole_audit_also_while_the_file_begins_anew()
    {
        // Longer than one block of the reader, in two files; the last line was cut off by a loss of power.
        await _app.SayAsync("hours");
        var before = Enumerable.Range(0, 900).Select(Line).ToArray();
        Write("audit.1.jsonl", before[..450], "");
        Write("audit.jsonl", before[450..], """{"at":"2026-0""");
        var read = new List<string>();
        string? next = null;
        do
        {
            var page = await ReadAsync(new AuditSearch { After = next, Limit = 200 });
            read.AddRange(page.Items.Select(act => act.Trace!));
            if (read.Count == 200)
            {
                File.Delete(PathOf("audit.1.jsonl"));
                File.Move(PathOf("audit.jsonl"), PathOf("audit.1.jsonl"));
            }

            next = page.Next;
        } while (next is not null);

        Assert.Equal(Enumerable.Range(450, 450).Reverse().Select(number => $"t{number}"), read);
    }

    [Fact]
    public async Task Both_files_are_read()
    {
        await _app.SayAsync("hours");
        Write("audit.1.jsonl", [Line(1), Line(2)], "");
        Write("audit.jsonl", [Line(3)], "");
        var first = await ReadAsync(new AuditSearch { Limit = 2 });
        var second = await ReadAsync(new AuditSearch { Limit = 2, After = first.Next });

        Assert.Equal(["t3", "t2"], first.Items.Select(act => act.Trace));
        Assert.Equal(["t1"], second.Items.Select(act => act.Trace));
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("after=1", "'after' is the 'next' of the part before.")]
    [InlineData("after=1.x", "'after' is the 'next' of the part before.")]
    [InlineData("limit=0", "'limit' is a number from 1 to 200.")]
    [InlineData("refused=yes", "'refused' is true or false.")]
    [InlineData(
        "person=Ann",
        "Nobody reads 'person' in the address; there are act, user, object, refused, since, until, after, limit."
    )]
    public async Task What_nobody_understands_is_refused(string query, string message)
    {
        using var answer = await _app.App.Management.GetAsync($"/api/audit?{query}", ApiApp.Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(message, await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_follows_a_conversation_leaves_one_line_in_ten_minutes()
    {
        await _app.SayAsync("hours");
        var contact = await _app.ContactAsync();
        for (var i = 0; i < 5; i++)
        {
            await _app.Client.For("Ann", "viewer").ConversationAsync(contact, cancellationToken: ApiApp.Token);
        }

        _app.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await _app.Client.For("Ann", "viewer").ConversationAsync(contact, cancellationToken: ApiApp.Token);
        Assert.Equal(["Ann"], await ReadersAsync());

        _app.Time.Advance(TimeSpan.FromTicks(1));
        await _app.Client.For("Ann", "viewer").ConversationAsync(contact, cancellationToken: ApiApp.Token);
        Assert.Equal(["Ann", "Ann"], await ReadersAsync());
    }

    [Fact]
    public async Task Another_person_another_conversation_and_a_refusal_have_lines_of_their_own()
    {
        await _app.SayAsync("hours", "447700900117");
        await _app.SayAsync("hours", "447700900118");
        var (one, two) = (await _app.ContactAsync("447700900117"), await _app.ContactAsync("447700900118"));
        await _app.Client.For("Ann", "viewer").ConversationAsync(one, cancellationToken: ApiApp.Token);
        await _app.Client.For("Ben", "viewer").ConversationAsync(one, cancellationToken: ApiApp.Token);
        await _app.Client.For("Ann", "viewer").ConversationAsync(two, cancellationToken: ApiApp.Token);
        await _app.Client.For("Ann", "owner").ConversationAsync(two, cancellationToken: ApiApp.Token);
        for (var i = 0; i < 2; i++)
        {
            await ApiApp.RefusedAsync(() =>
                _app
                    .Client.For("Ann", "viewer")
                    .ConversationAsync("c_0123456789abcdef", cancellationToken: ApiApp.Token)
            );
        }

        var acts = (await ReadAsync(new AuditSearch())).Items.Reverse().ToArray();
        Assert.Equal(
            [("Ann", 200), ("Ben", 200), ("Ann", 200), ("Ann", 200), ("Ann", 404), ("Ann", 404)],
            acts.Select(act => (act.User, act.Status))
        );
    }

    [Fact]
    public async Task A_number_is_audited_each_time_it_is_shown()
    {
        await _app.SayAsync("hours");
        var contact = await _app.ContactAsync();
        await _app.Client.NumberAsync(contact, ApiApp.Token);
        await _app.Client.NumberAsync(contact, ApiApp.Token);

        Assert.Equal(2, (await ReadAsync(new AuditSearch { Act = "contact.number" })).Items.Count);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<Page<AuditedAct>> ReadAsync(AuditSearch search) =>
        await _app.Client.AuditAsync(search, ApiApp.Token);

    private async Task<string?[]> ReadersAsync() =>
        [.. (await ReadAsync(new AuditSearch { Act = "conversation.read" })).Items.Select(act => act.User)];

    private string PathOf(string name) => Path.Combine(_app.App.DataFolder, name);

    private void Write(string name, string[] lines, string rest) =>
        File.WriteAllText(PathOf(name), string.Concat(lines.Select(line => line + "\n")) + rest);

    private static string Line(int number) =>
        $$"""{"at":"{{ApiApp.Start.AddSeconds(number):yyyy-MM-ddTHH:mm:ss}}Z","key":"console","user":"{{new StringBuilder().Insert(0, "ü", 60)}}","role":"owner","from":null,"act":"rules.approve","object":null,"status":200,"trace":"t{{number}}"}""";
}
