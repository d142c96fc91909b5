using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Decoding;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Processing;

/// <summary>
/// Lets the rules react to an event while its contact is locked. The result is durable when the call returns. Repeated
/// calls with one event decide it once.
/// </summary>
/// <param name="happened">
/// The event; its text is the text of the sent message, or the new subscriber's first message.
/// </param>
/// <param name="name">The identity of this event.</param>
/// <exception cref="JournalUnavailableException">The event could not be stored; call again later.</exception>
internal delegate ValueTask HandleEvent(IncomingMessage happened, string name);

/// <summary>
/// Processes events like messages. The reply goes out by the Push API, since an event has no response.
/// </summary>
internal sealed class EventProcessor(Inbox inbox, RuleReloader rules)
{
    /// <inheritdoc cref="HandleEvent"/>
    public async ValueTask HandleAsync(IncomingMessage happened, string name)
    {
        if (happened.Event is not { } what || !rules.Current.ReactsTo(what))
        {
            return;
        }

        // One message can have two events: delivered and read.
        var id = $"{what} {name}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{happened.Project}\n{happened.Channel}\n{id}"));
        var known = happened with { Id = id, Seed = (long)XxHash3.HashToUInt64(hash) };
        await inbox.ProcessAsync(known, MessageKey.Of(known, hash));
    }
}
