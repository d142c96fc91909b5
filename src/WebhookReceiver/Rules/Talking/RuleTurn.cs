using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Talking;

/// <summary>A rule whose conditions hold takes its turn: what it says, and what is remembered of it. Pure.</summary>
internal static class RuleTurn
{
    /// <summary>Long enough that nobody minds the same words again.</summary>
    private static readonly TimeSpan LastTextKept = TimeSpan.FromDays(30);

    /// <summary>The answer; <see langword="null"/> if the rule has nothing to say after all, and the next one may know better.</summary>
    public static Answer? Take(FileRule rule, MatchContext context)
    {
        if (rule.Talk is { Cooldown: not null } talk && context.Context.Own.ContainsKey(OwnNames.CooldownOf(rule.Name)))
        {
            return talk.IsSilentMeanwhile ? Answer.Silence : null;
        }

        return Start(rule, context, context.CapturedValues());
    }

    /// <summary>Shows the menu, asks the first question, or says it at once.</summary>
    public static Answer? Start(
        FileRule rule,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    ) =>
        rule.Talk switch
        {
            { Menu: not null } => MenuTurn.Show(rule, new OpenForm(rule.Name, "", 0, [.. captures]), context),
            { Form: not null } => FormTurn.Begin(rule, context, captures),
            _ => Finish(rule, rule.Plan, context, captures),
        };

    /// <summary>Goes on after the look-up that it waited for.</summary>
    public static Answer? AfterLookup(PendingLookup pending, LookupOutcome outcome, MatchContext context)
    {
        if (outcome.Kind == LookupKind.Found)
        {
            return Finish(
                pending.Rule,
                pending.Reply,
                context,
                [.. pending.Captures, new(LookupVariable.Capture, outcome.Json)]
            );
        }

        var texts = outcome.Kind == LookupKind.Missing ? pending.Plan.Missing : pending.Plan.Failed;
        var text = texts.Render(context.Message, pending.Captures);
        return string.IsNullOrEmpty(text) ? null : new Answer(Reply.Say(text));
    }

    /// <summary>Says what the rule has to say in the end, with everything that follows from it.</summary>
    public static Answer? Finish(
        FileRule rule,
        ReplyPlan plan,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    )
    {
        if (rule.Talk?.Lookup is { } lookup && !captures.Any(one => one.Key is LookupVariable.Capture))
        {
            return new Answer(Reply.Silence) { Pending = new PendingLookup(rule, lookup, plan, captures) };
        }

        ChooseLanguage(rule, context, captures);
        var message = context.Message;
        var avoid = LastText(rule, plan, context);
        var reply = plan.Make(message, captures, avoid);
        if (reply.IsSilent && !plan.IsSilence && plan.Then.IsEmpty && rule.Talk?.DoesSomething is not true)
        {
            return null;
        }

        var memos = ImmutableArray.CreateBuilder<Memo>();
        if (plan.Texts.Choices > 1)
        {
            memos.Add(TextGiven(rule, plan, message, avoid));
        }

        var later = plan.Then.SelectMany(then => then.Make(message, captures));
        if (rule.Talk is not { } talk)
        {
            return new Answer(reply)
            {
                Memos = memos.DrainToImmutable(),
                Later = [.. later],
                Channel = plan.Channel,
            };
        }

        memos.AddRange(talk.Forget.Select(name => new Memo(name, Value: null)));
        memos.AddRange(talk.Remember.Select(one => one.Make(message, captures)).OfType<Memo>());
        AddEnding(memos, OwnNames.CooldownOf(rule.Name), talk.Cooldown, message);
        AddEnding(memos, OwnNames.Handover, talk.Handover, message);
        return new Answer(reply)
        {
            Memos = memos.DrainToImmutable(),
            Channel = plan.Channel,
            Later = [.. later, .. talk.Tell.SelectMany(tell => tell.Make(message, captures))],
        };
    }

    /// <summary>A rule that remembers a language speaks it at once.</summary>
    private static void ChooseLanguage(
        FileRule rule,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    )
    {
        if (context.Detector is not { } detector || rule.Talk is not { Remember: { IsEmpty: false } plans })
        {
            return;
        }

        foreach (var plan in plans)
        {
            if (
                plan.Name == Languages.Variable
                && plan.Make(context.Message, captures)?.Value is { } value
                && detector.Languages.Find(value) is >= 0 and var chosen
            )
            {
                context.Speak(new SpokenLanguage(chosen, IsTold: false));
            }
        }
    }

    private static void AddEnding(
        ImmutableArray<Memo>.Builder memos,
        string name,
        TimeSpan? time,
        IncomingMessage message
    )
    {
        if (time is { } length)
        {
            memos.Add(Memo.Own(name, "yes", Memo.Later(message.ReceivedAt, length)));
        }
    }

    private static int LastText(FileRule rule, ReplyPlan plan, MatchContext context) =>
        plan.Texts.Choices > 1
        && context.Context.Own.TryGetValue(OwnNames.LastTextOf(rule.Name), out var last)
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : -1;

    private static Memo TextGiven(FileRule rule, ReplyPlan plan, IncomingMessage message, int avoid) =>
        Memo.Own(
            OwnNames.LastTextOf(rule.Name),
            plan.Texts.ChoiceFor(message, avoid).ToString(CultureInfo.InvariantCulture),
            Memo.Later(message.ReceivedAt, LastTextKept)
        );
}
