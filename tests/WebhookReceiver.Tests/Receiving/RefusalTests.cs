using System.Net;
using System.Net.Http.Headers;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class RefusalTests : IAsyncLifetime
{
    private readonly WebhookApp _app = new WebhookApp().With("Receiving:MaxBodyBytes", "2048");

    [Theory]
    [InlineData("POST", "/webhook")]
    [InlineData("POST", "/webhook?key=wrong")]
    [InlineData("POST", "/webhook?key=")]
    [InlineData("GET", "/webhook?key=wrong")]
    [InlineData("POST", "/events?key=wrong")]
    [InlineData("POST", "/nothing")]
    [InlineData("POST", "/nothing?key=" + WebhookApp.Key)]
    [InlineData("GET", "/health/ready?key=" + WebhookApp.Key)]
    [InlineData("GET", "/metrics?key=" + WebhookApp.Key)]
    [InlineData("GET", "/")]
    public async Task Without_the_key_every_path_looks_as_if_it_were_not_there(string method, string url)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        using var response = await _app.Webhook.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("""{"error":"not-found","trace":"*"}""", await response.ErrorAsync());
        AssertJson(response);
        Assert.Empty(response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_told_to_post(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/webhook?key={WebhookApp.Key}");
        using var response = await _app.Webhook.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("""{"error":"method","trace":"*"}""", await response.ErrorAsync());
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        AssertJson(response);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_encoded_body_is_refused_before_it_is_read(string encoding)
    {
        using var content = new ByteArrayContent([31, 139, 8]);
        content.Headers.ContentEncoding.Add(encoding);
        using var response = await _app.Webhook.PostAsync(
            $"/webhook?key={WebhookApp.Key}",
            content,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("""{"error":"encoding","trace":"*"}""", await response.ErrorAsync());
    }

    [Fact]
    public async Task An_empty_body_with_the_right_key_is_the_test_button()
    {
        using var response = await _app.PostAsync("");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{}", await response.TextAsync());
        AssertJson(response);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("{\"number\":\"447700900123\"")]
    [InlineData("{\"number\":\"1\",\"number\":\"2\"}")]
    [InlineData("no json, no form")]
    public async Task A_body_that_is_neither_an_object_nor_a_form_is_bad(string body)
    {
        using var response = await _app.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"error":"bad-body","trace":"*"}""", await response.ErrorAsync());
        AssertJson(response);
        Assert.Single(_app.Log.MessagesOf<AnswerLog>());
    }

    [Fact]
    public async Task An_object_that_is_no_message_is_answered_since_sending_it_again_would_not_help()
    {
        using var response = await _app.PostAsync("""{"dummy":"data"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{}", await response.TextAsync());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_with_and_without_a_length()
    {
        using var announced = await _app.PostAsync(new byte[2_049]);
        using var content = new StreamContent(new MemoryStream(new byte[2_049]));
        content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhook?key={WebhookApp.Key}")
        {
            Content = content,
        };
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await _app.Webhook.SendAsync(request, TestContext.Current.CancellationToken);

        foreach (var response in new[] { announced, chunked })
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            Assert.Equal("""{"error":"too-large","trace":"*"}""", await response.ErrorAsync());
        }
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_read()
    {
        var body = WebhookApp.Payload("x");
        using var response = await _app.PostAsync(body + new string(' ', 2_048 - body.Length));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void AssertJson(HttpResponseMessage response)
    {
        Assert.Equal(new MediaTypeHeaderValue("application/json", "utf-8"), response.Content.Headers.ContentType);
        Assert.NotNull(response.Content.Headers.ContentLength);
        Assert.Empty(response.Headers.Server);
    }
}
