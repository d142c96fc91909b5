using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Storage;

/// <summary>What one spelling of a number said counts for all of them.</summary>
public sealed class OnePersonTests
{
    private static readonly (string, string) Rules = (
        "shop.yaml",
        """
        settings: { stop: stop }
        rules:
          - id: name
            when: call me <name>
            remember: { name: "{{ name }}" }
            reply: { text: Noted., then: { after: 1h, text: Still there? } }
          - id: who
            when: who am i
            reply: "{{ contact.name | default: 'nobody' }}"
          - id: here
            when: { words: here, from: "+447700900126" }
            reply: Found.
        """
    );

    public static TheoryData<string, string> Spellings =>
        new()
        {
            { "+447700900126", "447700900126" },
            { "447700900126", "+44 7700 900126" },
            { "44 7700 900126", "00447700900126" },
            { "558188327966", "5581988327966" },
            { "5581988327966", "558188327966" },
            { "5215512345678", "525512345678" },
            { "5491123456789", "541123456789" },
            { "541123456789", "5491123456789" },
            { "447700900126@c.us", "447700900126" },
            { "447700900126", "447700900126@s.whatsapp.net" },
        };

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task A_stop_is_obeyed_and_a_memory_is_there_under_every_spelling(string first, string second)
    {
        await using var app = new WebhookApp(Rules) { Time = new FakeTimeProvider(JournalRig.Start) };

        await app.SayAsync("call me Ann", first);
        Assert.Equal("Ann", await app.SayAsync("who am i", second));
        await app.SayAsync("stop", second);

        Assert.Null(await app.SayAsync("who am i", first));
        var journal = app.Services.GetRequiredService<IJournal>();
        var waiting = Assert.Single(await journal.ListAsync(new OutboxQuery()));
        Assert.Equal(OutboxState.Cancelled, waiting.State);
        Assert.Equal(first, FollowUpMessage.Read(waiting.Body).Recipient);
        Assert.Single(await journal.ListAsync(new OutboxQuery(Sender: second)));
        Assert.Equal(JournalRig.Start, await journal.LastHeardAsync(ContactKey.Of("500001", "8", first)));
        Assert.Equal(JournalRig.Start, await journal.LastHeardAsync(ContactKey.Of("500001", "8", second)));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task A_redelivery_keeps_its_sender_as_received(string first, string second)
    {
        await using var app = new WebhookApp(Rules) { Time = new FakeTimeProvider(JournalRig.Start) };
        await app.SayAsync("call me Ann", first);
        var asked = WebhookApp.Payload("who am i", first, "same-id");

        using (var once = await app.PostAsync(asked))
        {
            Assert.Contains("Ann", await once.TextAsync(), StringComparison.Ordinal);
        }

        await app.SayAsync("call me Bob", second);
        using var again = await app.PostAsync(asked);
        Assert.Contains("Ann", await again.TextAsync(), StringComparison.Ordinal);
        // Another sender under a used id is another message, as before.
        using var other = await app.PostAsync(WebhookApp.Payload("who am i", second, "same-id"));
        Assert.Contains("Bob", await other.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("447700900126", "Found.")]
    [InlineData("+44 7700 900126", "Found.")]
    [InlineData("447700900127", null)]
    public async Task A_rule_for_a_number_finds_every_spelling(string from, string? reply)
    {
        await using var app = new WebhookApp(Rules);
        Assert.Equal(reply, await app.SayAsync("here", from));
    }
}
