using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Golden;

/// <summary>Replaces values that differ from run to run with a word.</summary>
internal static partial class Traces
{
    public static string Hidden(string text) => Trace().Replace(text, "\"trace\":\"<trace>\"");

    [GeneratedRegex("\"trace\":\"[^\"]*\"", RegexOptions.None, 1_000)]
    private static partial Regex Trace();
}
