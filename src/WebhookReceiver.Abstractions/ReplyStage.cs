namespace WebhookReceiver;

/// <summary>The four stages of the rules, in this order. The first rule that returns a reply wins.</summary>
public enum ReplyStage
{
    /// <summary>First: emergencies and guards.</summary>
    Before = 0,

    /// <summary>The normal place for rules.</summary>
    Main = 1,

    /// <summary>
    /// Greetings and thanks. They come after the main rules, so "hi, when do you open?" gets the opening hours.
    /// </summary>
    SmallTalk = 2,

    /// <summary>Last, if no other rule answered; it has its own time limit.</summary>
    Fallback = 3,
}
