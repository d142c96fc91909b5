using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class DeskTests : IAsyncDisposable
{
    private readonly ApiApp _app = new();

    public DeskTests() =>
        _app.App.With("Sending:Token", "a-token-of-this-test").With("Sending:BaseUrl", "http://127.0.0.1:9/api/v2/");

    [Fact]
    public async Task Who_takes_over_silences_the_rules_until_he_gives_back()
    {
        await _app.SayAsync("hours");
        var contact = await _app.ContactAsync();
        var taken = await _app.As("answerer").TakeOverAsync(contact, new HandoverRequest("PT2H"), ApiApp.Token);
        var silent = await _app.SayAsync("hours");
        var held = await _app.Client.ConversationAsync(contact, cancellationToken: ApiApp.Token);
        var given = await _app.As("answerer").GiveBackAsync(contact, ApiApp.Token);

        Assert.Equal(ApiApp.Start.AddSeconds(1).AddHours(2), taken.Until);
        Assert.Null(silent);
        Assert.Equal((true, taken.Until), (held.State.Handover, held.State.HandoverUntil));
        Assert.Null(given.Until);
        Assert.Equal("We open at 8.", await _app.SayAsync("hours"));
        Assert.Equal(
            $"answerer contact.handover {contact[2..]} 200\noperator conversation.read {contact[2..]} 200\nanswerer contact.resume {contact[2..]} 200",
            await _app.AuditAsync()
        );
    }

    [Fact]
    public async Task The_rules_answer_again_when_the_time_is_over()
    {
        await _app.SayAsync("hours");
        await _app.Client.TakeOverAsync(await _app.ContactAsync(), new HandoverRequest("PT1H"), ApiApp.Token);
        _app.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("We open at 8.", await _app.SayAsync("hours"));
    }

    [Fact]
    public async Task Who_writes_takes_over_in_the_same_step_and_is_named()
    {
        await _app.SayAsync("gluten?");
        var contact = await _app.ContactAsync();
        var sent = await _app.As("answerer")
            .WriteAsync(contact, new WrittenMessage { Text = "We have it.", Seen = "1r" }, ApiApp.Token);

        Assert.Equal(ApiApp.Start.AddSeconds(1).AddHours(4), sent.HandoverUntil);
        var lines = await _app.Client.ConversationAsync(contact, cancellationToken: ApiApp.Token);
        var line = lines.Lines.Single(one => one.Kind == "out");
        Assert.Equal(("o1", "We have it.", "local", sent.Reference), (line.Id, line.Text, line.By, line.Reference));
        Assert.Null(await _app.SayAsync("hours"));
    }

    [Fact]
    public async Task Of_two_people_who_write_at_once_the_second_is_told()
    {
        // Without a key nobody is believed who he is.
        await using var app = new ApiApp();
        app.App.With("Management:Key", "management-key-0123456789")
            .With("Sending:Token", "a-token-of-this-test")
            .With("Sending:BaseUrl", "http://127.0.0.1:9/api/v2/");
        app.App.Management.DefaultRequestHeaders.Add("X-Management-Key", "management-key-0123456789");
        await app.SayAsync("gluten?");
        var other = await app.ContactAsync();
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await app
            .Client.For("Ann", "answerer")
            .WriteAsync(other, new WrittenMessage { Text = "Yes.", Seen = "1r" }, ApiApp.Token);
        var refused = await ApiApp.RefusedAsync(() =>
            app
                .Client.For("Ben", "answerer")
                .WriteAsync(other, new WrittenMessage { Text = "No.", Seen = "1r" }, ApiApp.Token)
        );
        var again = await app
            .Client.For("Ann", "answerer")
            .WriteAsync(other, new WrittenMessage { Text = "Really.", Seen = "1r" }, ApiApp.Token);
        var seen = await app
            .Client.For("Ben", "answerer")
            .WriteAsync(other, new WrittenMessage { Text = "Indeed.", Seen = "o2" }, ApiApp.Token);

        Assert.Equal((HttpStatusCode.Conflict, "moved-on"), (refused.Status, refused.Error));
        Assert.NotEqual(again.Reference, seen.Reference);
    }

    [Fact]
    public async Task After_a_day_only_a_template_is_sent()
    {
        await _app.SayAsync("gluten?");
        var contact = await _app.ContactAsync();
        _app.Time.Advance(TimeSpan.FromHours(24));
        var refused = await ApiApp.RefusedAsync(() =>
            _app.Client.WriteAsync(contact, new WrittenMessage { Text = "Hello?" }, ApiApp.Token)
        );
        var sent = await _app.Client.WriteAsync(
            contact,
            new WrittenMessage
            {
                Template = "AB1234",
                Values = ["Ann"],
                Language = "en",
                TakeOver = false,
            },
            ApiApp.Token
        );

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "window"), (refused.Status, refused.Error));
        Assert.Null(sent.HandoverUntil);
        var lines = await _app.Client.ConversationAsync(contact, cancellationToken: ApiApp.Token);
        Assert.Null(lines.State.WindowUntil);
        Assert.False(lines.State.Handover);
    }

    [Theory]
    [InlineData("""{"text":""}""", 422, "message")]
    [InlineData("""{"text":"a","seen":"x"}""", 400, "body")]
    [InlineData("""{"text":"a","txet":"b"}""", 400, "body")]
    public async Task What_cannot_be_sent_is_refused(string body, int status, string error)
    {
        await _app.SayAsync("gluten?");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _app.App.Management.PostAsync(
            $"/api/conversations/{await _app.ContactAsync()}/messages",
            content,
            ApiApp.Token
        );

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Contains($"\"error\":\"{error}\"", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal("We open at 8.", await _app.SayAsync("hours")); // nobody took over
    }

    [Fact]
    public async Task Who_opted_out_is_not_written_to()
    {
        await using var app = new ApiApp(
            ("a.yaml", "settings: { stop: [stop] }\nrules:\n  - { id: a, when: a, reply: A }\n")
        );
        app.App.With("Sending:Token", "a-token-of-this-test").With("Sending:BaseUrl", "http://127.0.0.1:9/api/v2/");
        await app.SayAsync("stop");
        var contact = await app.ContactAsync();
        var refused = await ApiApp.RefusedAsync(() =>
            app.Client.WriteAsync(contact, new WrittenMessage { Text = "Hello?" }, ApiApp.Token)
        );

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "stopped"), (refused.Status, refused.Error));
        Assert.True((await app.Client.ConversationsAsync(new ConversationQuery(), ApiApp.Token)).Items[0].Stopped);
    }

    [Fact]
    public async Task A_person_is_forgotten_after_the_last_digits_were_typed()
    {
        await _app.SayAsync("gluten?");
        await _app.SayAsync("hours", "447700900118");
        var contact = await _app.ContactAsync();
        var wrong = await ApiApp.RefusedAsync(() =>
            _app.As("owner").ForgetAsync(contact, new ForgetOrder("0118"), ApiApp.Token)
        );
        var forgotten = await _app.As("owner").ForgetAsync(contact, new ForgetOrder("0123"), ApiApp.Token);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "digits"), (wrong.Status, wrong.Error));
        Assert.Equal(1, forgotten.Messages);
        Assert.Equal(
            "•••18",
            Assert.Single((await _app.Client.ConversationsAsync(new ConversationQuery(), ApiApp.Token)).Items).Shown
        );
        Assert.Equal(
            $"owner contact.forget {contact[2..]} 422\nowner contact.forget {contact[2..]} 200",
            await _app.AuditAsync()
        );
    }

    [Fact]
    public async Task A_message_to_send_is_listed_cancelled_and_sent_again()
    {
        await _app.SayAsync("hours");
        var contact = await _app.ContactAsync();
        using var order = new StringContent(
            """{"to":"+447700900123","channel":"8","text":"To +447700900123","reference":"r-1","sendAt":"2026-03-09T09:00:00Z"}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var _ = await _app.App.Management.PostAsync("/api/messages", order, ApiApp.Token);
        var listed = await _app.As("viewer")
            .OutboxAsync(new OutboxSearch { State = "pending", Contact = contact }, ApiApp.Token);
        var none = await _app.Client.OutboxAsync(new OutboxSearch { State = "dead" }, ApiApp.Token);
        var cancelled = await _app.Client.CancelAsync("r-1", ApiApp.Token);
        var twice = await ApiApp.RefusedAsync(() => _app.Client.CancelAsync("r-1", ApiApp.Token));
        var again = await _app.Client.RetryAsync("r-1", ApiApp.Token);

        var message = Assert.Single(listed.Items);
        Assert.Equal(
            ("r-1", contact, "•••23", "To +•••23", "pending"),
            (message.Reference, message.Contact, message.Shown, message.Text, message.State)
        );
        Assert.Empty(none.Items);
        Assert.Equal(("cancelled", "pending"), (cancelled.State, again.State));
        Assert.Equal(
            (HttpStatusCode.Conflict, "The message is cancelled, so this is not possible."),
            (twice.Status, twice.Message)
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await ApiApp.RefusedAsync(() => _app.Client.RetryAsync("r-2", ApiApp.Token))).Status
        );
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
