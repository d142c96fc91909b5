using System.Globalization;
using WebhookReceiver.Api;

namespace WebhookReceiver.Management.Texts;

/// <summary>A test as it is written in a rules file.</summary>
internal static class WrittenTest
{
    private const string UsualChannel = "8";

    private static readonly string[] Media = ["image", "video", "audio", "document"];

    /// <summary>The keys of a test with their written values; or why there can be no such test.</summary>
    public static (IReadOnlyList<(string Key, string Written)> Lines, string? Problem) Of(NewRuleTest test)
    {
        if (FaultOf(test) is { } fault)
        {
            return ([], fault);
        }

        var said = test.Say.Select(MessageOf).ToArray();
        var lines = new List<(string, string)>
        {
            test.Not is true ? ("not", Text(test.Say[0].Text!, isInFlow: true))
            : said.Length == 1 && IsText(test.Say[0]) ? ("say", Text(test.Say[0].Text!, isInFlow: true))
            : ("say", said.Length == 1 ? said[0] : $"[{string.Join(", ", said)}]"),
        };
        if (test.Reply is { Length: > 0 } reply && test.Not is not true)
        {
            lines.Add(("reply", Text(reply.ReplaceLineEndings("\n"), isInFlow: true)));
        }

        if (test.Silent is true && test.Not is not true)
        {
            lines.Add(("silent", "true"));
        }

        if (test.Say[0].Channel is { } channel && channel != UsualChannel)
        {
            lines.Add(("channel", WrittenText.Quoted(channel)));
        }

        if (test.Say[0].At is { } at)
        {
            lines.Add(
                (
                    "at",
                    WrittenText.Quoted(
                        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                    )
                )
            );
        }

        return (lines, null);
    }

    private static string? FaultOf(NewRuleTest test) =>
        test.Say.Count is 0 or > 50 ? "A test says one to fifty messages."
        : test.Say.Any(said => said.Latitude is not null || said.Kind is "location" or "contact")
            ? "A test cannot send a place or a contact yet."
        : test.Say.Any(said =>
            said.Kind is not (null or "text" or "button") && !Media.Contains(said.Kind, StringComparer.Ordinal)
        )
            ? "A test says texts, pictures, sounds, videos, documents and buttons."
        : test.Say.Any(said => IsText(said) && string.IsNullOrWhiteSpace(said.Text)) ? "A message needs a text."
        : test.Say.Skip(1).Any(said => said.At is not null && said.At != test.Say[0].At)
            ? "A test has one time: that of its first message."
        : test.Not is true && (test.Say.Count > 1 || !IsText(test.Say[0])) ? "'not' has one text."
        : null;

    private static bool IsText(TrialMessage said) => said.Button is null && said.Kind is null or "text";

    private static string MessageOf(TrialMessage said)
    {
        if (IsText(said))
        {
            return Text(said.Text!, isInFlow: true);
        }

        var first = said.Button is { } button
            ? $"button: {Text(button, isInFlow: true)}"
            : $"{said.Kind}: {Text(NameOf(said.Media), isInFlow: true)}";
        return string.IsNullOrEmpty(said.Text) || said.Button is not null
            ? $"{{ {first} }}"
            : $"{{ {first}, text: {Text(said.Text, isInFlow: true)} }}";
    }

    /// <summary>A test names a file; the address of a trial is none.</summary>
    private static string NameOf(string? media) =>
        Uri.TryCreate(media, UriKind.Absolute, out var address)
        && Path.GetFileName(address.AbsolutePath) is { Length: > 0 } name
            ? name
            : "file";

    private static string Text(string value, bool isInFlow) => WrittenText.New(value, isInFlow);
}
