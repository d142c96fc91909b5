using System.Net;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Tests;

namespace WebhookReceiver.BrowserTests.Console;

/// <summary>Who gets in.</summary>
public sealed class SignInTests(BrowserFixture browser, ConsoleFixture fixture) : ConsoleTest(browser, fixture)
{
    private const string OperatorKey = "key-of-the-receiver-itself";
    private const string AnnsKey = "key-of-ann-who-only-looks";

    private static readonly string[] Settings =
    [
        $"--Console:ReceiverKey={OperatorKey}",
        "--Console:Users:0:Name=Ann",
        "--Console:Users:0:Role=viewer",
        $"--Console:Users:0:Hash={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AnnsKey)))}",
    ];

    [Fact]
    public async Task Without_keys_on_this_machine_nobody_logs_in_and_foreign_names_are_refused()
    {
        var page = await OpenAsync("/health");

        Assert.Equal("Health", await page.TextAsync("h1"));
        Assert.DoesNotContain("Log out", await page.TextAsync("body"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("evil.example"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("localhost"));
    }

    [Theory]
    [InlineData("cross-site", true)]
    [InlineData("same-site", true)]
    [InlineData("same-origin", false)]
    [InlineData(null, false)]
    public async Task A_page_of_another_site_cannot_open_the_connection_of_a_page(string? site, bool isRefused)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(Fixture.Console.Address, "/_blazor/negotiate?negotiateVersion=1")
        );
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(isRefused ? HttpStatusCode.Forbidden : HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>As compose.yaml has them share it.</summary>
    [Fact]
    public async Task The_key_that_a_receiver_made_in_a_file_opens_the_console_and_the_receiver_takes_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("management");
        using var receiver = ServerProcess.Start([], ("Management__KeyFile", file));
        await receiver.OutputUntilAsync("Application started");
        var console = await StartConsoleAsync(receiver.ManagementAddress, $"--Console:ReceiverKeyFile={file}");
        var page = await OpenAsync(console.Address, "/health");

        await EnterAsync(page, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim());

        await page.SeeAsync("Log out");
        Assert.Equal("Health", await page.TextAsync("h1"));
        await page.SeeAsync("Kept in");
    }

    [Fact]
    public async Task With_a_key_the_login_says_what_is_wrong_and_leads_back_to_the_page()
    {
        var console = await StartConsoleAsync(Fixture.Receiver.ManagementAddress, Settings);
        var page = await OpenAsync(console.Address, "/health");
        await AccessibilityTests.KeepPictureAsync(page, "login-light-1280.png");
        Assert.Equal("Log in", await page.TextAsync("h1"));
        Assert.Equal(
            "The key is the setting Management:Key, or your own from the operator.",
            await page.TextAsync("#about")
        );
        Assert.Empty(await AccessibilityTests.FindingsAsync(page));

        await EnterAsync(page, "wrong");
        Assert.Equal("That key is not right.", await page.TextAsync("[role=alert]"));
        for (var tries = 2; tries <= 5; tries++)
        {
            await EnterAsync(page, $"wrong {tries}");
        }

        await EnterAsync(page, "wrong again");
        Assert.Matches(@"^Too many tries\. Again in \d+ seconds\.$", await page.TextAsync("[role=alert]"));

        await EnterAsync(page, OperatorKey);
        await page.SeeAsync("All is well.");
        Assert.EndsWith("/health", page.Browser.Url, StringComparison.Ordinal);
        await AccessibilityTests.KeepPictureAsync(page, "health-logged-in.png");

        await page.PressAsync("Log out");
        await page.UntilAsync("document.querySelector('h1')?.innerText === 'Log in'");
        await page.GoAsync("/health");
        Assert.Equal("Log in", await page.TextAsync("h1"));
    }

    [Fact]
    public async Task A_viewer_sees_no_page_of_the_operator()
    {
        var console = await StartConsoleAsync(Fixture.Receiver.ManagementAddress, Settings);
        var page = await OpenAsync(console.Address, "/health");
        await EnterAsync(page, AnnsKey);
        await page.SeeAsync("Your role may not do this. Ask the operator.");

        Assert.DoesNotContain("Health", await page.TextsAsync("nav a"));
        Assert.Equal("Ann", await page.TextAsync(".person"));
    }

    private static async Task EnterAsync(ConsolePage page, string key)
    {
        await page.TypeAsync("#key", key);
        await Task.WhenAll(page.Browser.WaitForNavigationAsync(), page.PressAsync("Log in"));
    }

    private async Task<HttpStatusCode> AskAsync(string host)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Fixture.Console.Address);
        request.Headers.Host = host;
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
