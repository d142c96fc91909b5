using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Talking;

/// <summary>
/// What stands before all rules: who said stop hears nothing until he says start, and with whom people talk the rules do not.
/// </summary>
internal sealed record OptOutGate
{
    public const string StopName = "settings.stop";
    public const string StartName = "settings.start";
    public const string ResumeName = "settings.resume";

    /// <summary>Without words: nobody can stop, handovers end by themselves.</summary>
    public static OptOutGate Open { get; } = new();

    /// <summary>The words that stop us, alone in a message; null if there are none.</summary>
    public CommandCondition? Stop { get; init; }

    public CommandCondition? Start { get; init; }

    /// <summary>The words that end a handover.</summary>
    public CommandCondition? Resume { get; init; }

    public LocalText StopReply { get; init; } = LocalText.None;

    public LocalText StartReply { get; init; } = LocalText.None;

    public LocalText ResumeReply { get; init; } = LocalText.None;

    /// <summary>What is said to somebody who has had enough of a form, or of whom a form has.</summary>
    public LocalText CancelReply { get; init; } = LocalText.None;

    public static bool IsGate(string? name) => name is StopName or StartName or ResumeName;

    /// <summary>Whether the rules are asked. The words count only where the contact talks to us alone.</summary>
    public OptOutResult Pass(MatchContext context)
    {
        var own = context.Context.Own;
        var isDirect = context.Message is { Group: null, Event: null };
        if (own.Count > 0 && own.ContainsKey(OwnNames.Stopped))
        {
            return isDirect && Start?.Holds(context) is true
                ? OptOutResult.Answered(StartName, Say(StartReply, context, Memo.Own(OwnNames.Stopped, value: null)))
                : OptOutResult.OnlyAlways;
        }

        if (isDirect && Stop?.Holds(context) is true)
        {
            var stopped = Memo.Own(OwnNames.Stopped, "yes");
            var closed = Memo.Own(OwnNames.Form, value: null);
            return OptOutResult.Answered(
                StopName,
                own.ContainsKey(OwnNames.Form)
                    ? Say(StopReply, context, stopped, closed)
                    : Say(StopReply, context, stopped)
            );
        }

        if (own.Count == 0 || !own.ContainsKey(OwnNames.Handover))
        {
            return OptOutResult.Free;
        }

        return isDirect && Resume?.Holds(context) is true
            ? OptOutResult.Answered(ResumeName, Say(ResumeReply, context, Memo.Own(OwnNames.Handover, value: null)))
            : OptOutResult.OnlyAlways;
    }

    private static Answer Say(LocalText text, MatchContext context, params ReadOnlySpan<Memo> memos) =>
        new(Reply.Say(TextOf(text, context))) { Memos = [.. memos] };

    private static string TextOf(LocalText text, MatchContext context)
    {
        try
        {
            return text.Render(context.Message, []) ?? "";
        }
        catch (TemplateException)
        {
            // That the contact stopped counts more than the words we have for it.
            return "";
        }
    }
}

/// <summary>What the gate says to a message.</summary>
/// <param name="IsFree">All rules are asked; otherwise only those that always answer.</param>
/// <param name="Name">The setting that answered; null if none did.</param>
/// <param name="Answer">Its answer.</param>
internal sealed record OptOutResult(bool IsFree, string? Name, Answer? Answer)
{
    public static OptOutResult Free { get; } = new(IsFree: true, Name: null, Answer: null);

    public static OptOutResult OnlyAlways { get; } = new(IsFree: false, Name: null, Answer: null);

    public static OptOutResult Answered(string name, Answer answer) => new(IsFree: false, name, answer);
}
