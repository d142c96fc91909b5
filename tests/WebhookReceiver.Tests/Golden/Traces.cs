using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Golden;

/// <summary>What differs from run to run, replaced by a word.</summary>
internal static partial class Traces
{
    public static string Hidden(string text) => Trace().Replace(text, "\"trace\":\"<trace>\"");

    [GeneratedRegex("\"trace\":\"[^\"]*\"", RegexOptions.None, 1_000)]
    private static partial Regex Trace();
}
