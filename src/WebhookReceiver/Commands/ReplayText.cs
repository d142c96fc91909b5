using System.Globalization;
using System.Text.Json;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Commands;

/// <summary>Prints a changed answer, side by side.</summary>
internal static class ReplayText
{
    private const int RuleWidth = 20;
    private const int MostOfAText = 100;

    public static string Of(ReplayedAnswer answer) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            #{answer.Past.Number}  {answer.Past.Message.ReceivedAt:yyyy-MM-dd HH:mm:ss}Z  {Line(
                answer.Past.Message.Text
            )}
              then  {Rule(answer.Past.RuleName)}  {Said(answer.Past.Reply)}
              now   {Rule(answer.RuleName)}  {Said(answer.Reply)}

            """
        );

    private static string Rule(string? name) => (name ?? "-").PadRight(RuleWidth);

    private static string Said(ReadOnlyMemory<byte> reply)
    {
        using var json = JsonDocument.Parse(reply);
        if (!json.RootElement.EnumerateObject().Any())
        {
            return "(silence)";
        }

        // With more than a text, the whole JSON is printed.
        return json.RootElement.TryGetProperty("type", out var type) && type.ValueEquals("1")
            ? Line(json.RootElement.GetProperty("message-out").GetString() ?? "")
            : Line(json.RootElement.GetRawText());
    }

    /// <summary>A contact's text must not move the cursor.</summary>
    private static string Line(string text)
    {
        var line = string.Concat(
            text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c)
        );
        return line.Length > MostOfAText ? $"\"{line[..MostOfAText]}…\"" : $"\"{line}\"";
    }
}
