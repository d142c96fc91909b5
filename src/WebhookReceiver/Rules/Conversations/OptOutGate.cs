using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// The gate before all rules. A contact who opted out gets no reply until he opts in again. During a handover to a
/// person the rules are silent.
/// </summary>
internal sealed record OptOutGate
{
    public const string StopName = "settings.stop";
    public const string StartName = "settings.start";
    public const string ResumeName = "settings.resume";

    /// <summary>The gate without words: no opt-out, and handovers end by time only.</summary>
    public static OptOutGate Open { get; } = new();

    /// <summary>The words that stop us, alone in a message; null if there are none.</summary>
    public CommandCondition? Stop { get; init; }

    public CommandCondition? Start { get; init; }

    /// <summary>The words that end a handover.</summary>
    public CommandCondition? Resume { get; init; }

    public LocalText StopReply { get; init; } = LocalText.None;

    public LocalText StartReply { get; init; } = LocalText.None;

    public LocalText ResumeReply { get; init; } = LocalText.None;

    /// <summary>The text at the end of a form, cancelled by the contact or after too many misfits.</summary>
    public LocalText CancelReply { get; init; } = LocalText.None;

    public static bool IsGate(string? name) => name is StopName or StartName or ResumeName;

    /// <summary>Whether the rules are asked. The words count only in direct messages.</summary>
    public OptOutResult Pass(MatchContext context)
    {
        var own = context.Context.Own;
        var isDirect = context.Message is { Group: null, Event: null };
        if (own.Count > 0 && own.ContainsKey(SystemVariables.Stopped))
        {
            return isDirect && Start?.Holds(context) is true
                ? OptOutResult.Answered(
                    StartName,
                    Say(StartReply, context, ContactChange.Own(SystemVariables.Stopped, value: null))
                )
                : OptOutResult.OnlyAlways;
        }

        if (isDirect && Stop?.Holds(context) is true)
        {
            var stopped = ContactChange.Own(SystemVariables.Stopped, "yes");
            var closed = ContactChange.Own(SystemVariables.Form, value: null);
            return OptOutResult.Answered(
                StopName,
                own.ContainsKey(SystemVariables.Form)
                    ? Say(StopReply, context, stopped, closed)
                    : Say(StopReply, context, stopped)
            );
        }

        if (own.Count == 0 || !own.ContainsKey(SystemVariables.Handover))
        {
            return OptOutResult.Free;
        }

        return isDirect && Resume?.Holds(context) is true
            ? OptOutResult.Answered(
                ResumeName,
                Say(ResumeReply, context, ContactChange.Own(SystemVariables.Handover, value: null))
            )
            : OptOutResult.OnlyAlways;
    }

    private static Answer Say(LocalText text, MatchContext context, params ReadOnlySpan<ContactChange> changes) =>
        new(Reply.Say(TextOf(text, context))) { Changes = [.. changes] };

    private static string TextOf(LocalText text, MatchContext context)
    {
        try
        {
            return text.Render(context.Message, []) ?? "";
        }
        catch (TemplateException)
        {
            // The opt-out matters more than its confirmation.
            return "";
        }
    }
}

/// <summary>The gate's result for a message.</summary>
/// <param name="IsFree">True: all rules are asked; false: only those with <c>always</c>.</param>
/// <param name="Name">The setting that answered; null if none did.</param>
/// <param name="Answer">Its answer.</param>
internal sealed record OptOutResult(bool IsFree, string? Name, Answer? Answer)
{
    public static OptOutResult Free { get; } = new(IsFree: true, Name: null, Answer: null);

    public static OptOutResult OnlyAlways { get; } = new(IsFree: false, Name: null, Answer: null);

    public static OptOutResult Answered(string name, Answer answer) => new(IsFree: false, name, answer);
}
