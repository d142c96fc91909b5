using Microsoft.Extensions.Options;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Sending;

/// <summary>The differences between channels in sending (protocol sheet, sections 1.5 and 4).</summary>
internal sealed class Channels(IOptions<SendingOptions> options)
{
    private static readonly string[] Official = ["8", "101", "121"];
    private static readonly string[] SharedNumbers = ["919737001155", "556140404433"];

    private readonly IList<string> _withSessions = OrElse(options.Value.SessionChannels, Official);
    private readonly IList<string> _numberless = options.Value.NumberlessChannels;

    /// <summary>Free text only within the session after the contact's message (section 4.4).</summary>
    public bool HasSessions(string channel) => _withSessions.Contains(channel, StringComparer.Ordinal);

    /// <summary>Contacts have a subscriber's id instead of a number (section 4.1).</summary>
    public bool IsNumberless(string channel) =>
        _numberless.Count > 0
            ? _numberless.Contains(channel, StringComparer.Ordinal)
            : ContactKey.IsNumberless(channel);

    /// <summary>Each recipient of a request may have different media (section 4.2).</summary>
    public bool TakesPersonalMedia(string channel) =>
        HasSessions(channel)
        || Official.Contains(channel, StringComparer.Ordinal)
        || SharedNumbers.Contains(channel, StringComparer.Ordinal);

    private static IList<string> OrElse(IList<string> set, string[] otherwise) => set.Count > 0 ? set : otherwise;
}
