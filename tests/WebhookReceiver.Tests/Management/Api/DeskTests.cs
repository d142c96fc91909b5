using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Api;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

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

    [Theory]
    [InlineData(true, "accepted", "marked as sent, by hand")]
    [InlineData(false, "failed", "marked as not sent, by hand")]
    public async Task An_unknown_outcome_is_settled_by_hand_once(bool isSent, string state, string detail)
    {
        await OrderAsync("r-1");
        var open = await ApiApp.RefusedAsync(() =>
            _app.Client.SettleAsync("r-1", new Settlement(isSent), ApiApp.Token)
        );
        await BecomesAsync("r-1", OutboxState.Sending, OutboxState.Unknown);
        var settled = await _app.As("operator").SettleAsync("r-1", new Settlement(isSent), ApiApp.Token);
        var twice = await ApiApp.RefusedAsync(() =>
            _app.Client.SettleAsync("r-1", new Settlement(!isSent), ApiApp.Token)
        );

        Assert.Equal("The message is pending, so this is not possible.", open.Message);
        Assert.Equal(state, settled.State);
        Assert.Equal(
            (HttpStatusCode.Conflict, $"The message is {state}, so this is not possible."),
            (twice.Status, twice.Message)
        );
        var message = Assert.Single((await _app.Client.OutboxAsync(new OutboxSearch(), ApiApp.Token)).Items);
        Assert.Equal((state, detail), (message.State, message.Detail));
        Assert.Equal(
            ["409", "200", "409"],
            (await _app.AuditAsync())
                .Split('\n')
                .Where(line => line.Contains("outbox.settle", StringComparison.Ordinal))
                .Select(line => line[^3..])
        );
    }

    [Theory]
    [InlineData(OutboxState.Pending, true, true, false)]
    [InlineData(OutboxState.Sending, false, false, false)]
    [InlineData(OutboxState.Unknown, true, true, true)]
    [InlineData(OutboxState.Accepted, false, false, false)]
    [InlineData(OutboxState.Delivered, false, false, false)]
    [InlineData(OutboxState.Read, false, false, false)]
    [InlineData(OutboxState.Refused, false, true, false)]
    [InlineData(OutboxState.Failed, false, true, false)]
    [InlineData(OutboxState.Dead, false, true, false)]
    [InlineData(OutboxState.Cancelled, false, true, false)]
    internal async Task Each_state_allows_some_decisions(OutboxState state, bool cancel, bool retry, bool settle)
    {
        // The decisions change the state, so each has a message of its own.
        var allowed = new List<bool>();
        foreach (
            var (name, act) in new (string, Func<string, Task>)[]
            {
                ("c", reference => _app.Client.CancelAsync(reference, ApiApp.Token)),
                ("r", reference => _app.Client.RetryAsync(reference, ApiApp.Token)),
                ("s", reference => _app.Client.SettleAsync(reference, new Settlement(true), ApiApp.Token)),
            }
        )
        {
            await OrderAsync(name);
            await BecomesAsync(
                name,
                state is OutboxState.Pending ? []
                    : state is OutboxState.Cancelled ? [state]
                    : state is OutboxState.Sending ? [state]
                    : [OutboxState.Sending, state]
            );
            allowed.Add(await Record.ExceptionAsync(() => act(name)) is null);
        }

        Assert.Equal([cancel, retry, settle], allowed);
    }

    [Fact]
    public async Task One_remembered_value_is_forgotten_and_the_others_stay()
    {
        await using var app = new ApiApp(
            (
                "a.yaml",
                """
                rules:
                  - { id: city, when: [i live in <town>], remember: { city: "{{ town }}", visit: today }, reply: Noted. }
                  - { id: where, when: where, reply: "{{ contact.city | default: 'nowhere' }}." }
                """
            )
        );
        await app.SayAsync("I live in Cork");
        var contact = await app.ContactAsync();
        Assert.Equal("Cork.", await app.SayAsync("where"));
        var viewer = await ApiApp.RefusedAsync(() =>
            app.As("answerer").ForgetValueAsync(contact, "city", ApiApp.Token)
        );
        var forgotten = await app.As("owner").ForgetValueAsync(contact, "city", ApiApp.Token);
        var again = await ApiApp.RefusedAsync(() => app.Client.ForgetValueAsync(contact, "city", ApiApp.Token));
        var own = await ApiApp.RefusedAsync(() => app.Client.ForgetValueAsync(contact, "~heard", ApiApp.Token));
        var nobody = await ApiApp.RefusedAsync(() =>
            app.Client.ForgetValueAsync("c_0123456789abcdef", "city", ApiApp.Token)
        );

        Assert.Equal("city", forgotten.Name);
        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            (viewer.Status, again.Status, own.Status, nobody.Status)
        );
        Assert.Equal("nowhere.", await app.SayAsync("where"));
        var talk = await app.Client.ConversationAsync(contact, cancellationToken: ApiApp.Token);
        Assert.Equal(["visit"], talk.State.Remembered.Select(one => one.Name));
        Assert.Contains($"owner contact.memory {contact[2..]} 200", await app.AuditAsync(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task OrderAsync(string reference)
    {
        using var order = new StringContent(
            $$"""{"to":"+447700900123","channel":"8","text":"Ready.","reference":"{{reference}}","sendAt":"2026-03-09T09:00:00Z"}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await _app.App.Management.PostAsync("/api/messages", order, ApiApp.Token);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task BecomesAsync(string reference, params OutboxState[] states)
    {
        var outbox = _app.App.Services.GetRequiredService<IJournal>().Outbox;
        foreach (var state in states)
        {
            await outbox.ChangeAllAsync([new OutboxChange(reference, state, _app.Time.GetUtcNow())]);
        }
    }
}
