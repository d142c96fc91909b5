namespace WebhookReceiver.Rules.Talking;

/// <summary>What the program itself keeps of a contact. Rules and plug-ins neither see nor change it.</summary>
internal static class OwnNames
{
    /// <summary>The contact wants to hear nothing.</summary>
    public const string Stopped = "stopped";

    /// <summary>People have taken over; ends by itself.</summary>
    public const string Handover = "handover";

    /// <summary>The open form or menu, as JSON; ends by itself.</summary>
    public const string Form = "form";

    /// <summary>When the contact was last heard, in seconds of Unix time.</summary>
    public const string Heard = "heard";

    /// <summary>How many messages in a row nobody before the fallback answered.</summary>
    public const string Missed = "missed";

    /// <summary>The language of the conversation, as a code.</summary>
    public const string Language = "language";

    /// <summary>The rule has answered and rests; ends by itself.</summary>
    public static string CooldownOf(string ruleId) => "cool:" + ruleId;

    /// <summary>The text of the rule that the contact got last.</summary>
    public static string LastTextOf(string ruleId) => "said:" + ruleId;
}
