using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Sending.Pushing;

/// <summary>
/// Makes one request to the Push API and returns its outcome. No retry here, and no redirect: the token is in the body.
/// </summary>
internal sealed class PushClient(
    IHttpClientFactory clients,
    IOptions<SendingOptions> options,
    Channels channels,
    TimeProvider time
)
{
    public const string Name = "push";

    private const int LargestAnswer = 1 << 20;

    /// <summary>After dropped requests, wait a minute at least (protocol sheet, section 6).</summary>
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly SendingOptions _options = options.Value;

    public async Task<PushOutcome> PushAsync(IReadOnlyList<PreparedPush> preparedPushs)
    {
        using var content = new PushContent(PushBody.Write(preparedPushs, _options, channels));
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, time);
        try
        {
            using var http = clients.CreateClient(Name);
            using var request = new HttpRequestMessage(HttpMethod.Post, _options.PushUrl) { Content = content };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return await JudgeAsync(response, timeout.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return content.HasBegun
                ? new PushOutcome.Unknown(
                    e is OperationCanceledException ? "no answer in time" : "the connection broke before the answer"
                )
                : new PushOutcome.NotSent(Reason(e));
        }
    }

    private async Task<PushOutcome> JudgeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            return new PushOutcome.Throttled(PauseOf(response));
        }

        if (status is >= 300 and < 400)
        {
            return new PushOutcome.NotSent(Http(status, "a redirect, which is not followed; check Sending:BaseUrl"));
        }

        var body = await ReadAsync(response, cancellationToken);
        if (status >= 500)
        {
            return new PushOutcome.ServerError(status, _options.IsUntaken(status), AskedPause(response));
        }

        if (status is 408)
        {
            return new PushOutcome.Unknown(Http(status, "the platform gave up on the request"));
        }

        // HTTP 200 can carry a refusal; a status in the body takes precedence (section 4.1).
        return PushAnswer.Read(body)
            ?? (
                response.IsSuccessStatusCode
                    ? new PushOutcome.Unknown("the answer could not be read")
                    : new PushOutcome.NotSent(Http(status, "not accepted; check Sending:BaseUrl"))
            );
    }

    /// <summary>Empty if it is too long for an answer.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[LargestAnswer];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length == body.Length ? default : body.AsMemory(0, length);
    }

    private TimeSpan PauseOf(HttpResponseMessage response) =>
        AskedPause(response) is var asked && asked > LeastPause ? asked : LeastPause;

    /// <summary>The wait of Retry-After, an hour at most; zero without one.</summary>
    private TimeSpan AskedPause(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, LongestPause.Ticks));
    }

    private static string Http(int status, string meaning) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP {status}: {meaning}");

    private static string Reason(Exception e) =>
        e is HttpRequestException { HttpRequestError: var error }
            ? error switch
            {
                HttpRequestError.NameResolutionError => "the platform's name cannot be resolved",
                HttpRequestError.SecureConnectionError => "the platform's certificate is not valid",
                _ => "no connection to the platform",
            }
            : "no connection to the platform";
}
