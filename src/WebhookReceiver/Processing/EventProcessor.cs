using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Decoding;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Processing;

/// <summary>
/// Lets the rules react to an event, with its contact locked. What follows is durable when the call returns. However often
/// the same event is brought, it is decided once.
/// </summary>
/// <param name="happened">The event; its text is what was sent, or what a new subscriber wrote.</param>
/// <param name="name">What makes it this event and no other.</param>
/// <exception cref="JournalUnavailableException">It could not be kept; bring it again.</exception>
internal delegate ValueTask HandleEvent(IncomingMessage happened, string name);

/// <summary>Processes events like messages. What the rules say is not a response: it is sent by Push.</summary>
internal sealed class EventProcessor(Inbox inbox, RuleReloader rules)
{
    /// <inheritdoc cref="HandleEvent"/>
    public async ValueTask HandleAsync(IncomingMessage happened, string name)
    {
        if (happened.Event is not { } what || !rules.Current.ReactsTo(what))
        {
            return;
        }

        // One message may be delivered and read: two events.
        var id = $"{what} {name}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{happened.Project}\n{happened.Channel}\n{id}"));
        var known = happened with { Id = id, Seed = (long)XxHash3.HashToUInt64(hash) };
        await inbox.ProcessAsync(known, MessageKey.Of(known, hash));
    }
}
