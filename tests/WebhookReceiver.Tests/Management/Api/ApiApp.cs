using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

/// <summary>A server with small rules, and the typed client as its caller.</summary>
internal sealed class ApiApp : IAsyncDisposable
{
    public const string Number = "447700900123";

    /// <summary>A Monday in Cork, nine in the morning.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public const string Shop = """
        settings: { zone: Europe/Dublin }
        rules:
          - id: hours
            when: [open, hours]
            reply: We open at 8.
          - id: prices
            when: { words: [price], contains: [cake] }
            reply: A cake is €20.
          - id: human
            when: human
            reply: A person will write to you.
            handover: 1h
          - id: fallback
            stage: fallback
            reply: Sorry, we did not understand that.
        """;

    public ApiApp(params (string Path, string Content)[] rules) =>
        App = new WebhookApp(rules.Length == 0 ? [("shop.yaml", Shop)] : rules) { Time = Time };

    public FakeTimeProvider Time { get; } = new(Start);

    public WebhookApp App { get; }

    public ReceiverClient Client => field ??= new ReceiverClient(App.Management);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The client of a person with a lower role.</summary>
    public ReceiverClient As(string role) => Client.For("Ann", role);

    /// <summary>A customer writes; the clock goes on by a second.</summary>
    public async Task<string?> SayAsync(string text, string from = Number)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return await App.SayAsync(text, from);
    }

    public async Task<string> ContactAsync(string from = Number)
    {
        var all = await Client.ConversationsAsync(new ConversationQuery(), Token);
        return all.Items.Single(one => one.Shown == $"•••{from[^2..]}").Contact;
    }

    public async Task<string> AuditAsync()
    {
        var path = Path.Combine(App.DataFolder, "audit.jsonl");
        if (!File.Exists(path))
        {
            return "";
        }

        var lines = await File.ReadAllLinesAsync(path, Token);
        return string.Join('\n', lines.Select(Line));
    }

    public static async Task<ReceiverException> RefusedAsync(Func<Task> act) =>
        await Assert.ThrowsAsync<ReceiverException>(act);

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static string Line(string line)
    {
        var json = JsonNode.Parse(line)!;
        return $"{json["role"]} {json["act"]} {json["object"]} {json["status"]}";
    }
}
