using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests;

internal static partial class ResponseReading
{
    public static Task<string> TextAsync(this HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>The body without the trace, which differs every time.</summary>
    public static async Task<string> ErrorAsync(this HttpResponseMessage response) =>
        Trace().Replace(await response.TextAsync(), "\"trace\":\"*\"");

    [GeneratedRegex("\"trace\":\"[^\"]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Trace();
}
