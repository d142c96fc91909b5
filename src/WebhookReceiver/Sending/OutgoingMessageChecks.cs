using System.Text.RegularExpressions;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Checks a message before sending.</summary>
internal static partial class OutgoingMessageChecks
{
    private const int LongestName = 20;

    /// <summary>The problem; null if there is none.</summary>
    public static string? ProblemOf(FollowUpMessage message)
    {
        if (message is { Text.Length: 0, Media: null, Template: null, Location: null, Contacts.Count: 0 })
        {
            return "there is nothing to send: neither text nor media, template, location or contact";
        }

        if (message.MediaName is { Length: > LongestName })
        {
            return $"the name of the media is longer than {LongestName} characters";
        }

        return message.Template is not null && message.TemplateValues.Concat(message.TemplateHeader).Any(IsForbidden)
            ? "a template's variable may hold no line break, no tab and no more than four spaces in a row"
            : null;
    }

    /// <summary>Makes a text a template value: one line.</summary>
    public static string InOneLine(string text) => Runs().Replace(text.Trim(), " ");

    // A rule of WhatsApp (protocol sheet, section 4.4).
    private static bool IsForbidden(string value) => Forbidden().IsMatch(value);

    [GeneratedRegex(@"[\r\n\t]| {5}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\s*[\r\n\t]\s*| {5,}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Runs();
}
