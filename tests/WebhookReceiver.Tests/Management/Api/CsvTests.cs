using System.Net.Http.Headers;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Tables;

namespace WebhookReceiver.Tests.Management.Api;

/// <summary>Lists as tables for spreadsheets.</summary>
public sealed class CsvTests : IAsyncDisposable
{
    private readonly ApiApp _app = new();

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+353 1 234", "'+353 1 234")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("\u00A0=1", "'\u00A0=1")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\nhi", "\"'\nhi\"")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("=HYPERLINK(\"http://x\";\"y\")", "\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("two, three", "\"two, three\"")]
    [InlineData("two; three", "\"two; three\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("مرحبا 🥐", "مرحبا 🥐")]
    [InlineData("", "")]
    public void A_text_is_never_a_formula(string text, string cell)
    {
        var table = new CsvTable("a", "b");
        table.Add(text, 1);

        Assert.Equal($"a,b\r\n{cell},1\r\n", table.ToString());
    }

    [Fact]
    public void Numbers_instants_and_truth_stay_what_they_are()
    {
        var table = new CsvTable("a", "b", "c", "d", "e");
        table.Add(-5L, true, ApiApp.Start, new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.FromHours(1)), null);

        Assert.Equal("a,b,c,d,e\r\n-5,true,2026-03-02T09:00:00Z,2026-07-01T09:00:00+01:00,\r\n", table.ToString());
    }

    [Fact]
    public async Task People_are_a_table_without_numbers_and_the_audit_says_who_took_it()
    {
        await _app.SayAsync("=HYPERLINK(1) I am 447700900123");
        await _app.SayAsync("hours", "447700900118");
        var (one, two) = (await _app.ContactAsync(), await _app.ContactAsync("447700900118"));
        var csv = await _app.As("viewer").ConversationsCsvAsync(new ConversationQuery(), ApiApp.Token);

        Assert.Equal(
            "contact,shown,name,channel,project,last_at,last_text,rule,outcome,messages,waiting,stopped\r\n"
                + $"{two},•••18,,8,500001,2026-03-02T09:00:02Z,hours,hours,answered,1,false,false\r\n"
                + $"{one},•••23,,8,500001,2026-03-02T09:00:01Z,'=HYPERLINK(1) I am •••23,fallback,fallback,1,false,false\r\n",
            csv
        );
        Assert.Equal("viewer conversations.export  200", await _app.AuditAsync());
    }

    [Fact]
    public async Task More_people_than_one_part_has_are_all_in_the_table()
    {
        for (var i = 0; i < 205; i++)
        {
            await _app.SayAsync("hours", $"4477009{i:00000}");
        }

        var csv = await _app.Client.ConversationsCsvAsync(new ConversationQuery(), ApiApp.Token);

        Assert.Equal(205, csv.Split("\r\n")[1..^1].Distinct().Count());
    }

    [Fact]
    public async Task A_conversation_is_a_table_of_its_lines()
    {
        await _app.SayAsync("hours");
        var contact = await _app.ContactAsync();
        var version = (await _app.Client.RuleFilesAsync(ApiApp.Token)).Version;
        var csv = await _app.Client.ConversationCsvAsync(contact, ApiApp.Token);

        Assert.Equal(
            "id,kind,at,channel,content,text,outcome,rule,version,by,state,detail\r\n"
                + "1,in,2026-03-02T09:00:01Z,8,text,hours,answered,,,,,\r\n"
                + $"1r,reply,2026-03-02T09:00:01Z,8,text,We open at 8.,,hours,{version},,,\r\n",
            csv
        );
        Assert.Equal(
            $"operator conversation.export {contact[2..]} 200\noperator conversation.read {contact[2..]} 200",
            await _app.AuditAsync()
        );
    }

    [Fact]
    public async Task Counts_are_a_table_in_the_zone_of_the_rules()
    {
        await _app.SayAsync("hours");
        await _app.SayAsync("gluten?");
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        var csv = await _app.Client.NumbersCsvAsync(new NumbersQuery { By = "day", Split = "rule" }, ApiApp.Token);

        Assert.Equal(
            "at,key,messages,people\r\n2026-03-02T00:00:00Z,fallback,1,\r\n2026-03-02T00:00:00Z,hours,1,\r\n",
            csv
        );
        Assert.Equal("", await _app.AuditAsync());
    }

    [Fact]
    public async Task Messages_to_send_are_a_table()
    {
        await using var app = new ApiApp();
        app.App.With("Sending:Token", "a-token-of-this-test").With("Sending:BaseUrl", "http://127.0.0.1:9/api/v2/");
        using var order = new StringContent(
            """{"to":"+447700900123","channel":"8","text":"=1","reference":"r-1","sendAt":"2026-03-09T09:00:00Z"}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var _ = await app.App.Management.PostAsync("/api/messages", order, ApiApp.Token);
        var lines = (await app.Client.OutboxCsvAsync(new OutboxSearch(), ApiApp.Token)).Split("\r\n");

        Assert.Equal(
            "reference,contact,shown,channel,state,detail,text,created,due,changed,expires,attempts,message",
            lines[0]
        );
        Assert.StartsWith("r-1,c_", lines[1], StringComparison.Ordinal);
        Assert.Contains(
            ",•••23,8,pending,,'=1,2026-03-02T09:00:00Z,2026-03-09T09:00:00Z,",
            lines[1],
            StringComparison.Ordinal
        );
        Assert.Contains("operator outbox.export  200", await app.AuditAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/csv", true)]
    [InlineData("TEXT/CSV; q=0.5, application/json", true)]
    [InlineData("text/csv;q=0", false)]
    [InlineData("*/*", false)]
    [InlineData("application/json", false)]
    [InlineData("text/html", false)]
    public async Task Only_who_asks_for_a_table_gets_one(string accept, bool isTable)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/numbers");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await _app.App.Management.SendAsync(request, ApiApp.Token);

        Assert.Equal(
            isTable
                ? MediaTypeHeaderValue.Parse("text/csv; charset=utf-8; header=present")
                : MediaTypeHeaderValue.Parse("application/json; charset=utf-8"),
            answer.Content.Headers.ContentType
        );
        Assert.Equal(isTable ? "numbers.csv" : null, answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
