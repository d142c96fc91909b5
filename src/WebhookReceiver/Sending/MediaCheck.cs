using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Sending;

/// <summary>
/// Checks media before the platform fetches them: they must be public and must not redirect (protocol sheet, section
/// 4.1). A good address is cached for a while: a mailing shows the same picture to thousands.
/// </summary>
internal sealed class MediaCheck(IHttpClientFactory clients, IOptions<SendingOptions> options, TimeProvider time)
{
    public const string Name = "media";

    /// <summary>Delay before the next check after a temporary problem.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>So long a message waits for its media. Then it is refused: whatever is behind it for the same contact must go out.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const int MostKnown = 10_000;
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, long> _good = new(StringComparer.Ordinal);

    /// <summary>Not asked again at once for each recipient of a mailing: an address that hangs would hold up all sending.</summary>
    private readonly ConcurrentDictionary<string, (long Since, MediaProblem Problem)> _bad = new(
        StringComparer.Ordinal
    );

    /// <summary>Null if there is no problem.</summary>
    public async ValueTask<MediaProblem?> LookAsync(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            return new("media must be an https address that anybody can open");
        }

        if (address.UserInfo.Length > 0)
        {
            return new("media must be open to everybody; the address holds a password");
        }

        if (!options.Value.CheckMedia || IsKnown(url))
        {
            return null;
        }

        if (_bad.TryGetValue(url, out var known) && time.GetElapsedTime(known.Since) < Again)
        {
            return known.Problem;
        }

        var problem = await AskAsync(address);
        if (problem is null)
        {
            Remember(url);
        }
        else if (problem.IsForNow)
        {
            RememberBad(url, problem);
        }

        return problem;
    }

    private async Task<MediaProblem?> AskAsync(Uri address)
    {
        try
        {
            using var http = clients.CreateClient(Name);
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return ProblemOf(response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return e.InnerException is NotPublicException || e is NotPublicException
                ? new("media must be public; this address leads into a private network")
                : new("the media cannot be reached at the moment", IsForNow: true);
        }
    }

    private static MediaProblem? ProblemOf(HttpStatusCode status) =>
        (int)status switch
        {
            >= 300 and < 400 => new("the media's address redirects; write the one it leads to"),
            401 or 403 => new("the media are not open to everybody"),
            404 or 410 => new("there are no media at this address"),
            429 or >= 500 and not 501 => new("the media cannot be downloaded at the moment", IsForNow: true),
            // Also servers without HEAD: there is no evidence of a problem.
            _ => null,
        };

    private bool IsKnown(string url) => _good.TryGetValue(url, out var since) && time.GetElapsedTime(since) < GoodFor;

    private void RememberBad(string url, MediaProblem problem)
    {
        if (_bad.Count >= MostKnown)
        {
            _bad.Clear();
        }

        _bad[url] = (time.GetTimestamp(), problem);
    }

    private void Remember(string url)
    {
        if (_good.Count >= MostKnown)
        {
            _good.Clear();
        }

        _good[url] = time.GetTimestamp();
    }
}

/// <param name="Words">The problem, in words.</param>
/// <param name="IsForNow">True if the problem may pass.</param>
internal sealed record MediaProblem(string Words, bool IsForNow = false);
