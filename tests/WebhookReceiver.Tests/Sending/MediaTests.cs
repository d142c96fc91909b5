using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Hosting;
using WebhookReceiver.Sending;

namespace WebhookReceiver.Tests.Sending;

public sealed class MediaTests
{
    [Theory]
    [InlineData("http://files.example.net/a.jpg", "media must be an https address that anybody can open")]
    [InlineData("files/a.jpg", "media must be an https address that anybody can open")]
    [InlineData(
        "https://me:secret@files.example.net/a.jpg",
        "media must be open to everybody; the address holds a password"
    )]
    public async Task An_address_that_cannot_be_right_is_not_asked(string url, string words)
    {
        using var host = new Host();

        Assert.Equal(new MediaProblem(words), await host.Check.LookAsync(url));
        Assert.Empty(host.Asked);
    }

    [Theory]
    [InlineData(302, "the media's address redirects; write the one it leads to", false)]
    [InlineData(403, "the media are not open to everybody", false)]
    [InlineData(404, "there are no media at this address", false)]
    [InlineData(503, "the media cannot be downloaded at the moment", true)]
    public async Task What_the_platform_could_not_fetch_is_told_before(int status, string words, bool isForNow)
    {
        using var host = new Host { Status = (HttpStatusCode)status };

        Assert.Equal(new MediaProblem(words, isForNow), await host.Check.LookAsync("https://files.example.net/a.jpg"));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(405)]
    public async Task Good_media_are_asked_for_once_in_ten_minutes(int status)
    {
        using var host = new Host { Status = (HttpStatusCode)status };

        Assert.Null(await host.Check.LookAsync("https://files.example.net/a.jpg"));
        Assert.Null(await host.Check.LookAsync("https://files.example.net/a.jpg"));
        Assert.Equal(["HEAD https://files.example.net/a.jpg"], host.Asked);
        host.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await host.Check.LookAsync("https://files.example.net/a.jpg"));
        Assert.Equal(2, host.Asked.Count);
    }

    [Fact]
    public async Task An_address_inside_a_network_is_refused_when_it_is_dialled()
    {
        using var handler = PublicDialler.Handler();
        using var http = new HttpClient(handler);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.GetAsync("http://localhost:1/", TestContext.Current.CancellationToken)
        );

        Assert.IsType<NotPublicException>(refused.InnerException);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    public void Public_is_what_everybody_can_reach(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    private sealed class Host : HttpMessageHandler, IHttpClientFactory
    {
        public Host() => Check = new MediaCheck(this, Options.Create(new SendingOptions()), Time);

        public FakeTimeProvider Time { get; } = new();
        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;
        public List<string> Asked { get; } = [];
        public MediaCheck Check { get; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Asked.Add($"{request.Method} {request.RequestUri}");
            return Task.FromResult(new HttpResponseMessage(Status));
        }
    }
}
