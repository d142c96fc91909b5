namespace WebhookReceiver;

/// <summary>The four stages in which rules are asked, in this order. The first rule that yields a reply wins.</summary>
public enum ReplyStage
{
    /// <summary>Asked first: emergencies, guards.</summary>
    Before = 0,

    /// <summary>Where answers normally live.</summary>
    Main = 1,

    /// <summary>Greetings and thanks, so that "hi, when do you open?" reaches the opening hours first.</summary>
    SmallTalk = 2,

    /// <summary>Asked when nothing else answered; has a time budget of its own.</summary>
    Fallback = 3,
}
