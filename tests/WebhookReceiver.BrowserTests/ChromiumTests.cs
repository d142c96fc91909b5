using WebhookReceiver.Tests;

namespace WebhookReceiver.BrowserTests;

/// <summary>These run everywhere: otherwise a machine without a browser would run no test of this project.</summary>
public sealed class ChromiumTests
{
    [Fact]
    public void The_one_that_CHROMIUM_names_is_taken()
    {
        using var folder = new WebhookReceiver.Tests.TemporaryFolder();
        folder.Write("chromium", "");
        folder.Write("mine/chrome", "");

        Assert.Equal(folder.PathOf("mine/chrome"), Chromium.Find(folder.PathOf("mine/chrome"), folder.Path).Path);
        Assert.Equal(folder.PathOf("mine/chrome"), Chromium.Find("chrome", folder.PathOf("mine")).Path);
        Assert.Equal(folder.PathOf("chromium"), Chromium.Find(named: null, folder.Path).Path);
    }

    [Theory]
    [InlineData(
        null,
        "There is no chromium, chromium-browser, google-chrome: install chromium, or name a Chromium in CHROMIUM."
    )]
    [InlineData("/nonexistent", "There is no /nonexistent: install chromium, or name a Chromium in CHROMIUM.")]
    public void Without_one_the_reason_says_what_to_install(string? named, string reason)
    {
        using var folder = new WebhookReceiver.Tests.TemporaryFolder();

        Assert.Equal(new Chromium(Path: null, reason), Chromium.Find(named, folder.Path));
    }
}
