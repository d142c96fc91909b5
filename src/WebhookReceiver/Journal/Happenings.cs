namespace WebhookReceiver.Journal;

/// <summary>What rules may react to although nobody wrote, as rule files spell it; see <see cref="IncomingMessage.Event"/>.</summary>
internal static class Happenings
{
    public const string Failed = "failed";
    public const string Delivered = "delivered";
    public const string Read = "read";
    public const string NewSubscriber = "new-subscriber";

    public static IReadOnlyList<string> All { get; } = [Failed, Delivered, Read, NewSubscriber];
}

/// <summary>
/// Lets the rules react to an event, in the turn of its contact; what comes of it is durable when the call returns. However
/// often the same event is brought, it is decided once.
/// </summary>
/// <param name="happened">The event; its text is what was sent, or what a new subscriber wrote.</param>
/// <param name="name">What makes it this event and no other.</param>
/// <exception cref="JournalUnavailableException">It could not be kept; bring it again.</exception>
internal delegate ValueTask React(IncomingMessage happened, string name);
