using System.Net;
using System.Text;
using System.Text.Json;

namespace WebhookReceiver.Tests.Sending;

/// <summary>The platform in memory: records requests and returns the ordered answers.</summary>
internal sealed class PushPeer : HttpMessageHandler, IHttpClientFactory
{
    private readonly Queue<Func<string, HttpResponseMessage>> _answers = new();

    /// <summary>Bodies of all written requests.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Called with the body of each request, before the answer.</summary>
    public Action<string> Watch { get; set; } = _ => { };

    /// <summary>Whether it refuses connections: then nothing is written.</summary>
    public bool IsAway { get; set; }

    /// <summary>The answer to who asks whether media are there.</summary>
    public HttpStatusCode Media { get; set; } = HttpStatusCode.OK;

    /// <summary>How often anybody asked for media.</summary>
    public int MediaAsked { get; private set; }

    /// <summary>Orders the next answer; the default accepts all recipients.</summary>
    public PushPeer Then(Func<string, HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public PushPeer Then(HttpStatusCode http, string body = "", string? retryAfter = null) =>
        Then(_ =>
        {
            var response = new HttpResponseMessage(http) { Content = new StringContent(body) };
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return response;
        });

    /// <summary>The next request gets no answer: the connection breaks.</summary>
    public PushPeer ThenBreaks() => Then(_ => throw new HttpRequestException("cut"));

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    /// <summary>Numbers of the recipients of each request.</summary>
    public IEnumerable<string[]> Recipients => Requests.Select(NumbersOf);

    public static string[] NumbersOf(string request)
    {
        using var json = JsonDocument.Parse(request);
        return
        [
            .. json
                .RootElement.GetProperty("data")
                .EnumerateArray()
                .Select(item =>
                    item.GetProperty(item.TryGetProperty("number", out _) ? "number" : "messenger_id").GetString()!
                ),
        ];
    }

    /// <summary>Status 100 for these numbers.</summary>
    public static HttpResponseMessage Accept(IEnumerable<string> numbers) =>
        Json(
            $$"""{"status":100,"push_id":"7000001","message":"Success","data":[{{string.Join(',', numbers.Select(number => $$"""{"msg_id":"9{{number}}","number":"{{number}}","credit":"0.005"}"""))}}]}"""
        );

    public static HttpResponseMessage Json(string body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Agree(string body) => Accept(NumbersOf(body));

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (IsAway)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        }

        if (request.Method == HttpMethod.Head)
        {
            MediaAsked++;
            return new HttpResponseMessage(Media);
        }

        using var written = new MemoryStream();
        await request.Content!.CopyToAsync(written, cancellationToken);
        var body = Encoding.UTF8.GetString(written.ToArray());
        Requests.Add(body);
        Watch(body);
        var answer = _answers.TryDequeue(out var told) ? told : Agree;
        return answer(body);
    }
}
