using WebhookReceiver.Sending;

namespace WebhookReceiver.Tests.Sending;

public sealed class SettingTests
{
    [Theory]
    [InlineData(
        "Sending__BaseUrl",
        "http://app.pickyassist.com/api/v2/",
        "Cannot start. Sending:BaseUrl must be an https address such as https://app.pickyassist.com/api/v2/, since the token travels in the request; it is 'http://app.pickyassist.com/api/v2/'."
    )]
    [InlineData(
        "Sending__Application",
        "whatsapp",
        "Cannot start. Sending:Application must be a channel's number, such as 8."
    )]
    [InlineData(
        "Sending__TryAgainAfter",
        "503;504",
        "Cannot start. Sending:TryAgainAfter must be HTTP statuses from 500 to 599 with commas between them, such as 502,503,504."
    )]
    [InlineData("Sending__Region", "GBR", "Cannot start. Sending:Region must be two letters, such as GB.")]
    [InlineData(
        "Sending__RequestsPerMinute",
        "0",
        "Cannot start. The field Sending:RequestsPerMinute must be between 1 and 100000."
    )]
    [InlineData(
        "Sending__Token",
        "to ken",
        "Cannot start. Sending:Token has a space or a character that no token has. Copy it again from the platform's console."
    )]
    [InlineData(
        "Sending__SessionTemplate",
        "XY1234",
        "Cannot start. Sending:SessionTemplate needs Sending:Language, the language of that template, such as en."
    )]
    [InlineData(
        "Sending__Tokn",
        "x",
        "Cannot start. Sending has no setting 'Tokn'. appsettings.json lists all there are."
    )]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string name, string value, string error)
    {
        var (code, _, errors) = await ServerProcess.RunAsync([], (name, value));

        Assert.Equal((1, error), (code, errors.Trim()));
    }

    [Theory]
    [InlineData("https://app.pickyassist.com/api/v2/", "https://app.pickyassist.com/api/v2/push")]
    [InlineData("https://pickyassist.com/app/api/v2", "https://pickyassist.com/app/api/v2/push")]
    public void Both_consoles_have_their_address(string baseUrl, string expected) =>
        Assert.Equal(
            expected,
            new SendingOptions { BaseUrl = new Uri(baseUrl) }
                .PushUrl
                .AbsoluteUri
        );
}
