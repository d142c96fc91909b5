using System.Collections.Immutable;
using System.Globalization;

namespace WebhookReceiver.Rules.Testing;

/// <summary>
/// Makes the messages of a test as a contact might send them. The same test always gives the same messages.
/// </summary>
internal static class Conversation
{
    /// <summary>An invented number.</summary>
    public const string Sender = "15550100042";

    /// <summary>WhatsApp Official (protocol sheet, section 1.5).</summary>
    public const string Channel = "8";

    /// <summary>The sender in the platform's form (protocol sheet, section 1.3); an invented one for null.</summary>
    public static string SenderOf(string? written)
    {
        if (written is null)
            return Sender;
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        return digits.Length > 0 && written.All(IsOfNumber) ? digits : written;
    }

    /// <summary>The messages of a test in order, one second plus its waits apart.</summary>
    public static ImmutableArray<IncomingMessage> Of(RuleTest test)
    {
        var waited = TimeSpan.Zero;
        return [.. test.Say.Select((said, index) => Message(test, said, index, waited += said.Wait))];
    }

    private static IncomingMessage Message(RuleTest test, TestMessage said, int index, TimeSpan waited) =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"test-{index + 1}"),
            Sender = SenderOf(test.From),
            Text = said.Text,
            Kind = said.Kind,
            Event = said.Event,
            Channel = test.Channel ?? Channel,
            MediaUrl = said.MediaName is null ? null : "https://example.com/" + Uri.EscapeDataString(said.MediaName),
            ButtonPayload = said.Kind == MessageKind.List ? null : said.Button,
            ListChoice = said is { Kind: MessageKind.List, Button: { } row } ? new ListChoice(row, null) : null,
            ReceivedAt = test.At.AddSeconds(index) + waited,
            Seed = index + 1,
        };

    private static bool IsOfNumber(char character) =>
        char.IsAsciiDigit(character) || character is '+' or ' ' or '-' or '(' or ')';
}
