using PuppeteerSharp;
using WebhookReceiver.BrowserTests;
using WebhookReceiver.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace WebhookReceiver.BrowserTests;

/// <summary>One browser and one receiver for all tests; neither starts on a machine without a browser.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public const string Key = "key-of-the-browser-test";

    private const string Rules = """
        rules:
          - id: greeting
            when: [hi]
            reply: Good morning!
          - id: later
            when: [later]
            reply: { text: Now it is later., delay: 1s }
          - id: prices
            when: [price list]
            reply: { text: Our prices, media: "https://files.example.net/price-list.pdf" }
          - id: map
            when: [where are you]
            reply:
              location: { latitude: 51.89797, longitude: -8.47061, name: Pier Cafe, address: "1 Quay St, Cork" }
          - id: yes
            when: { button: yes-1 }
            reply: You said yes.
          - id: row
            when: { type: list, button: row-2 }
            reply: You chose the second row.
          - id: club
            when: { words: club, chat: group }
            reply: Hello, club.
          - id: coming
            when: { button: I am coming }
            reply: See you soon.
          - id: picture
            when: { type: image }
            reply: What a nice picture.
          - id: place
            when: { type: location }
            reply: We know the place.
          - id: card
            when: { type: contact }
            reply: We will call them.
        """;

    private readonly TemporaryFolder _rules = new();
    private ServerProcess? _receiver;
    private IBrowser? _browser;

    internal ServerProcess Receiver => _receiver!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.OfThisMachine.Path is not { } path)
        {
            return;
        }

        _rules.Write("rules.yaml", Rules);
        _receiver = ServerProcess.Start(
            [],
            ("Rules__Folder", _rules.Path),
            ("Receiving__Keys__0", Key),
            ("Receiving__MaxEqualRepliesPerMinute", "0")
        );
        await _receiver.OutputUntilAsync("Application started");
        _browser = await Puppeteer.LaunchAsync(
            new LaunchOptions
            {
                ExecutablePath = path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en"],
            }
        );
    }

    /// <summary>Opens a page that shares nothing with the pages of other tests.</summary>
    internal async Task<IPage> OpenAsync()
    {
        var context = await _browser!.CreateBrowserContextAsync();
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _receiver?.Dispose();
        _rules.Dispose();
    }
}
