using WebhookReceiver.Replying;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Receiving;

/// <summary>Decisions made without asking the rules.</summary>
internal static class Decisions
{
    public static Decision Silence { get; } = new(RuleName: null, Reply: null, InstantReply.Silence, Faults: []);

    /// <summary>A fixed text of the settings; silence if there is none.</summary>
    public static Decision Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Silence;
        }

        var reply = Reply.Say(text);
        return new Decision(RuleName: null, reply, InstantReply.ToJson(reply), Faults: []);
    }
}
