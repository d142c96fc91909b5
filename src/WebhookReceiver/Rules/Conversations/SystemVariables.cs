namespace WebhookReceiver.Rules.Conversations;

/// <summary>The program's own variables of a contact. Rules and plug-ins neither see nor change them.</summary>
internal static class SystemVariables
{
    /// <summary>The contact opted out.</summary>
    public const string Stopped = "stopped";

    /// <summary>A handover to a person; expires.</summary>
    public const string Handover = "handover";

    /// <summary>The open form or menu, as JSON; expires.</summary>
    public const string Form = "form";

    /// <summary>Time of the contact's last message, as <see cref="DateTimeOffset.UtcTicks"/>.</summary>
    public const string Heard = "heard";

    /// <summary>The number of messages in a row without an answer before the fallback.</summary>
    public const string Missed = "missed";

    /// <summary>Which phrases of <c>after-we-said</c> stood in our last answer, as hashes; expires.</summary>
    public const string LastAnswer = "last-answer";

    /// <summary>The language of the conversation, as a code.</summary>
    public const string Language = "language";

    /// <summary>The rule has answered and rests; ends by itself.</summary>
    public static string CooldownOf(string ruleId) => "cool:" + ruleId;

    /// <summary>The rule's last text to the contact.</summary>
    public static string LastTextOf(string ruleId) => "said:" + ruleId;
}
