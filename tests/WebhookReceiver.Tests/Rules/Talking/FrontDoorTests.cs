using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Journal;

namespace WebhookReceiver.Tests.Rules.Talking;

/// <summary>What is known of a contact, over HTTP and over restarts.</summary>
public sealed class FrontDoorTests
{
    private static readonly (string, string) Cities = (
        "cities.yaml",
        """
        rules:
          - when: i live in <city>
            remember: [city]
            reply: Noted.
          - when: where
            reply: "In {{ contact.city | default: 'a place unknown' }}."
          - when: quiet
            reply: Nothing changes.
        """
    );

    [Fact]
    public async Task What_is_remembered_survives_a_restart_and_belongs_to_one_contact()
    {
        using var folder = new TemporaryFolder();
        await using (var app = new WebhookApp(Cities).With("Journal:Folder", folder.Path))
        {
            Assert.Equal("Noted.", await app.SayAsync("I live in Cork"));
        }

        await using var next = new WebhookApp(Cities).With("Journal:Folder", folder.Path).Ids("b");
        Assert.Equal("In Cork.", await next.SayAsync("where?"));
        Assert.Equal("In a place unknown.", await next.SayAsync("where?", from: "447700900999"));
    }

    [Fact]
    public async Task An_answer_that_changes_nothing_writes_no_state()
    {
        await using var app = new WebhookApp(Cities);
        Assert.Equal("Nothing changes.", await app.SayAsync("quiet"));

        var state = await StateAsync(app);

        Assert.Equal(0, state.Version);
    }

    private static async Task<ContactState> StateAsync(WebhookApp app) =>
        await app.Services.GetRequiredService<IJournal>().LoadAsync(new("500001", "8", "447700900123"));
}
