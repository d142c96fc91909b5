using System.Globalization;
using System.Net.Http.Json;
using WebhookReceiver.Tests;

namespace WebhookReceiver.BrowserTests.Console;

/// <summary>A receiver with the rules of a small bakery, in a folder of its own.</summary>
internal sealed class Bakery : IDisposable
{
    public const string Ann = "447700900117";
    public const string Ben = "447700900242";
    public const string Zoe = "447700900388";

    private const string Rules = """
        settings:
          zone: Europe/Dublin
          languages: [en, es]
        rules:
          - id: hours
            # When we open
            when: [opening hours, when do you open]
            reply: We are open Monday to Friday 8:00-18:00.
            tests:
              - say: When do you open?
          - id: prices
            when: [price, how much]
            reply:
              en: A loaf costs 4 euros.
              es: Una barra cuesta 4 euros.
          - id: city
            when: [i live in <town>]
            remember: { city: "{{ town }}" }
            reply: Thank you!
          - id: person
            when: [talk to a person]
            handover: 4h
            reply: A person will answer you.
          - id: fallback
            stage: fallback
            reply: Sorry, we did not understand that.
        """;

    private readonly TemporaryFolder _rules = new();
    private ServerProcess? _receiver;

    public ServerProcess Receiver => _receiver!;

    /// <summary>The file of its rules.</summary>
    public string File => _rules.PathOf("bakery.yaml");

    public static async Task<Bakery> OpenAsync(params (string Name, string Value)[] settings)
    {
        var bakery = new Bakery();
        bakery._rules.Write("bakery.yaml", Rules);
        bakery._receiver = ServerProcess.Start(
            [],
            [
                ("Rules__Folder", bakery._rules.Path),
                ("Receiving__Keys__0", BrowserFixture.Key),
                ("Receiving__MaxEqualRepliesPerMinute", "0"),
                .. settings,
            ]
        );
        await bakery._receiver.OutputUntilAsync("Application started");
        return bakery;
    }

    /// <summary>A morning at the bakery.</summary>
    public async Task HearMessagesAsync()
    {
        await HearAsync(Ann, "When do you open?");
        await HearAsync(Ben, "How much is a loaf?");
        await HearAsync(Ann, "Do you have gluten free bread?");
        await HearAsync(Zoe, "I want to talk to a person");
        await HearAsync(Ben, "<img src=x onerror=alert(1)> \u202Eevil\u202C مرحبا 🥐");
    }

    /// <summary>A message of a customer, as the platform delivers it.</summary>
    public async Task HearAsync(string number, string text)
    {
        using var http = new HttpClient();
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["number"] = number,
            ["message_in_raw"] = text,
            ["type"] = 1,
            ["application"] = 8,
            ["unique-id"] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            ["project-id"] = "31",
        };
        using var answer = await http.PostAsJsonAsync(
            new Uri(Receiver.PublicAddress, $"webhook?key={BrowserFixture.Key}"),
            body,
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _receiver?.Dispose();
        _rules.Dispose();
    }
}
