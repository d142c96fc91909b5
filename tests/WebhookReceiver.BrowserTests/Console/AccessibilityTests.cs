using System.Reflection;
using System.Text.Json.Nodes;

namespace WebhookReceiver.BrowserTests.Console;

/// <summary>
/// Every page: axe finds nothing, light and dark, and nothing runs off a phone of 360 px.
/// With <c>CONSOLE_PICTURES=folder</c> the tests also keep a picture of each.
/// </summary>
public sealed class AccessibilityTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    private static readonly Lazy<string> Axe = new(ReadAxe);

    public static TheoryData<string> Pages { get; } =
    [
        "/",
        "/numbers?days=1",
        "/sending",
        "/health",
        "/audit",
        "/api-reference",
        "/conversations",
        "/waiting",
        "/not-understood",
        "/not-understood/answer?m=3",
        "/rules/files/bakery.yaml",
        "/try",
        "/rules",
        "/versions",
        "/rules/prices/change",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_finding_in_light_and_dark_and_fits_a_phone(string path)
    {
        var page = await OpenAsync(path);
        var name = path.Trim('/').Replace('/', '-').Replace('?', '-');

        foreach (var (colour, width) in new[] { ("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360) })
        {
            await page.ColourAsync(colour);
            await page.WidthAsync(width);
            await page.GoAsync(path);
            await KeepPictureAsync(page, $"{(name.Length == 0 ? "today" : name)}-{colour}-{width}.png");

            Assert.Empty(await page.TextsAsync("main [role=alert]"));
            Assert.Empty(await FindingsAsync(page));
            Assert.Equal(
                width,
                await page.Browser.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth")
            );
        }
    }

    internal static async Task KeepPictureAsync(ConsolePage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CONSOLE_PICTURES") is { Length: > 0 } folder)
        {
            await page.Browser.ScreenshotAsync(
                Path.Combine(Directory.CreateDirectory(folder).FullName, name),
                new PuppeteerSharp.ScreenshotOptions { FullPage = true }
            );
        }
    }

    internal static async Task<string[]> FindingsAsync(ConsolePage page)
    {
        // The text of a page may come before its title.
        await page.UntilAsync("document.title && document.querySelector('h1')");
        await page.Browser.EvaluateExpressionAsync(Axe.Value + "; 0");
        var found = await page.Browser.EvaluateExpressionAsync<string>(
            "axe.run(document, { resultTypes: ['violations'] }).then(result => JSON.stringify(result.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target + ' ' + node.failureSummary).join(' | '))))"
        );
        return [.. JsonNode.Parse(found)!.AsArray().Select(one => (string)one!)];
    }

    private static string ReadAxe()
    {
        var assembly = Assembly.Load("Deque.AxeCore.Commons");
        var name = assembly
            .GetManifestResourceNames()
            .First(name => name.EndsWith("axe.min.js", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
