namespace WebhookReceiver.Tests.Golden;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_description_of_the_api_is_the_approved_one()
    {
        await using var app = new WebhookApp();
        var document = await app.Management.GetStringAsync(
            new Uri("/openapi/v1.json", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        GoldenFile.Is("openapi.json", document);
    }
}
