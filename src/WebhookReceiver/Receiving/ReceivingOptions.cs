using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Receiving;

/// <summary>Settings <c>Receiving:*</c>. Read once at start.</summary>
internal sealed class ReceivingOptions : IValidatableObject
{
    /// <summary>Port for the platform, on every address; 0 takes a free port. Default 8080.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>
    /// Keys of callers, at least 16 characters each; two during a rotation. Default none: the first start makes one in
    /// the data folder.
    /// </summary>
    [MaxLength(8)]
    public IList<string> Keys { get; } = [];

    /// <summary>Networks that may call, such as <c>203.0.113.0/24</c>. Default none: any caller with a key.</summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Networks of proxies with a trusted <c>X-Forwarded-For</c>. Default none.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Largest body, 1 KB to 16 MB. Default 256 KB.</summary>
    [Range(1_024, 16_777_216)]
    public int MaxBodyBytes { get; set; } = 262_144;

    /// <summary>
    /// Longest time to an answer, 1 to 170 s; the platform gives up at 180 s (protocol sheet, section 1.2). Default 10
    /// s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:50")]
    public TimeSpan AnswerDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages in processing at the same time. Default 512.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrent { get; set; } = 512;

    /// <summary>Messages that may wait for a place; further ones get 503. Default 1024.</summary>
    [Range(0, 100_000)]
    public int MaxQueued { get; set; } = 1_024;

    /// <summary>Requests per second from one address before it gets 429; 0: no limit. Default 0.</summary>
    [Range(0, 1_000_000)]
    public int MaxPerSecondPerAddress { get; set; }

    /// <summary>
    /// Equal answers to one contact within a minute; then silence for the rest of the minute, so that two machines do
    /// not loop. 0: no limit. Default 5.
    /// </summary>
    [Range(0, 1_000)]
    public int MaxEqualRepliesPerMinute { get; set; } = 5;

    /// <summary>The reply to a message that could not be decided in time. Default none.</summary>
    [MaxLength(1_000)]
    public string? BusyReply { get; set; }

    /// <summary>
    /// How long the server still accepts requests after the stop signal, until the load balancer notices, 0 to 15 s.
    /// Default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:15")]
    public TimeSpan KeepAccepting { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Public https address of this server, for the webhook URL that the program prints. Default none. The URL holds the
    /// key, so http is allowed on this machine only.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var index = 0; index < Keys.Count; index++)
        {
            // An entry that a deployment script left empty is no key.
            if (Keys[index] is { Length: > 0 } key && WebhookKeyVerifier.FaultOf(key) is { } fault)
            {
                yield return new ValidationResult($"Receiving:Keys:{index} {fault}", [nameof(Keys)]);
            }
        }

        foreach (var wrong in AllowedNetworks.Where(text => !Networks.TryParse(text, out _)))
        {
            yield return NotANetwork(nameof(AllowedNetworks), wrong);
        }

        foreach (var wrong in TrustedProxies.Where(text => !Networks.TryParse(text, out _)))
        {
            yield return NotANetwork(nameof(TrustedProxies), wrong);
        }

        if (PublicUrl is not null && ProblemOf(PublicUrl) is { } problem)
        {
            yield return new ValidationResult(
                $"Receiving:PublicUrl must be an address like https://bot.example.com, {problem}.",
                [nameof(PublicUrl)]
            );
        }
    }

    /// <summary>Never repeats a password. Null: none.</summary>
    private static string? ProblemOf(Uri url) =>
        url switch
        {
            { IsAbsoluteUri: false } => $"not '{url}'",
            { Host: "" } or { Scheme: not ("https" or "http") } => $"not '{url}'",
            { UserInfo: not "" } => "without a name or password in it",
            { Query: not "" } or { Fragment: not "" } =>
                "without '?' or '#' and what follows: the program adds its path and the key",
            _ when EndsInOurPath(url) => "without the path of the webhook: the program adds it",
            { Scheme: "http", IsLoopback: false } =>
                "not one with http: the URL contains the key, which others could read on the way",
            _ => null,
        };

    private static bool EndsInOurPath(Uri url)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        return path.EndsWith(WebhookUrl.MessagesPath, StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(WebhookUrl.EventsPath, StringComparison.OrdinalIgnoreCase);
    }

    private static ValidationResult NotANetwork(string setting, string text) =>
        new($"Receiving:{setting} must name networks like 203.0.113.0/24 or addresses, not '{text}'.", [setting]);
}

[OptionsValidator]
internal sealed partial class ReceivingOptionsValidator : IValidateOptions<ReceivingOptions>;
