using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Runs a rule whose conditions hold: its answer and its effects. Pure.</summary>
internal static class RuleTurn
{
    /// <summary>After this time a repeated text does not matter.</summary>
    private static readonly TimeSpan LastTextKept = TimeSpan.FromDays(30);

    /// <summary>The answer; <see langword="null"/> if it is empty, so that the next rule is asked.</summary>
    public static Answer? Take(FileRule rule, MatchContext context)
    {
        if (
            rule.Options is { Cooldown: not null } options
            && context.Context.Own.ContainsKey(SystemVariables.CooldownOf(rule.Name))
        )
        {
            return options.IsSilentMeanwhile ? Answer.Silence : null;
        }

        return Start(rule, context, context.CapturedValues());
    }

    /// <summary>Shows the menu, asks the first question, or answers at once.</summary>
    public static Answer? Start(
        FileRule rule,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    ) =>
        rule.Options switch
        {
            { Menu: not null } => MenuEvaluator.Show(rule, new OpenForm(rule.Name, "", 0, [.. captures]), context),
            { AskModel: { } plan } => new Answer(Reply.Silence)
            {
                PendingModel = new PendingModel(rule, plan, captures),
            },
            { Form: not null } => FormTurn.Begin(rule, context, captures),
            _ => Finish(rule, rule.Plan, context, captures),
        };

    /// <summary>Continues after the look-up.</summary>
    public static Answer? AfterLookup(PendingLookup pending, LookupOutcome outcome, MatchContext context)
    {
        if (outcome.Kind == LookupKind.Found)
        {
            var answer = Finish(
                pending.Rule,
                pending.Reply,
                context,
                [.. pending.Captures, new(LookupVariable.Capture, outcome.Json)]
            );
            return answer is null || pending.Remembered.IsEmpty
                ? answer
                : answer with
                {
                    Changes = [.. pending.Remembered, .. answer.Changes],
                };
        }

        if (outcome.Kind == LookupKind.Taken)
        {
            // The rule has answered, by the other server: its effects happen, and nobody else says anything.
            var captures = pending.Captures.Append(new(LookupVariable.Capture, "{}"));
            return Finish(pending.Rule, pending.Reply, context, [.. captures]) is { } done
                ? done with
                {
                    Reply = Reply.Silence,
                }
                : Answer.Silence;
        }

        var texts = outcome.Kind == LookupKind.Missing ? pending.Plan.Missing : pending.Plan.Failed;
        var text = texts.Render(context.Message, pending.Captures);
        return string.IsNullOrEmpty(text) ? null : new Answer(Reply.Say(text)) { Changes = pending.Remembered };
    }

    /// <summary>Continues after the model, with its words or without.</summary>
    public static Answer? AfterModel(PendingModel pending, string? said, MatchContext context)
    {
        var text = said ?? pending.Plan.Otherwise.Render(context.Message, pending.Captures);
        return
            !string.IsNullOrWhiteSpace(text)
            && Finish(pending.Rule, pending.Rule.Plan, context, pending.Captures) is { } done
            ? done with
            {
                Reply = Reply.Say(text),
                Changes = [.. pending.Remembered, .. done.Changes],
            }
            : null;
    }

    /// <summary>The final answer of the rule, with all its effects.</summary>
    public static Answer? Finish(
        FileRule rule,
        ReplyPlan plan,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    )
    {
        if (rule.Options?.Lookup is { } lookup && !captures.Any(one => one.Key is LookupVariable.Capture))
        {
            return new Answer(Reply.Silence) { Pending = new PendingLookup(rule, lookup, plan, captures) };
        }

        // Remember, then reply: everything below speaks of the new values.
        var remembered = RememberPlan.MakeAll(rule.Options, context.Message, captures);
        ChooseLanguage(remembered, context);
        var message = RememberPlan.Known(remembered, context.Message, rule.Options?.Forget);
        var avoid = LastText(rule, plan, context);
        var reply = plan.Make(message, captures, avoid);
        if (reply.IsSilent && !plan.IsSilence && plan.Then.IsEmpty && rule.Options?.DoesSomething is not true)
        {
            return null;
        }

        var changes = ImmutableArray.CreateBuilder<ContactChange>();
        if (plan.Texts.Choices > 1)
        {
            changes.Add(TextGiven(rule, plan, message, avoid));
        }

        var later = plan.Then.SelectMany(then => then.Make(message, captures));
        if (rule.Options is not { } options)
        {
            return new Answer(reply)
            {
                Changes = changes.DrainToImmutable(),
                Later = [.. later],
                Channel = plan.Channel,
            };
        }

        changes.AddRange(options.Forget.Select(name => new ContactChange(name, Value: null)));
        changes.AddRange(remembered);
        AddEnding(changes, SystemVariables.CooldownOf(rule.Name), options.Cooldown, message);
        AddEnding(changes, SystemVariables.Handover, options.Handover, message);
        var answer = new Answer(reply)
        {
            Changes = changes.DrainToImmutable(),
            Channel = plan.Channel,
            Later = [.. later, .. options.Tell.SelectMany(tell => tell.Make(message, captures))],
        };
        context.Know(message);
        return answer;
    }

    /// <summary>A rule that remembers a language speaks it at once.</summary>
    public static void ChooseLanguage(ImmutableArray<ContactChange> remembered, MatchContext context)
    {
        if (context.Detector is not { } detector)
        {
            return;
        }

        foreach (var change in remembered)
        {
            if (change.Name == Languages.Variable && detector.Languages.Find(change.Value!) is >= 0 and var chosen)
            {
                context.Speak(new DetectedLanguage(chosen, IsTold: false, LanguageCause.Chosen));
            }
        }
    }

    private static void AddEnding(
        ImmutableArray<ContactChange>.Builder changes,
        string name,
        TimeSpan? time,
        IncomingMessage message
    )
    {
        if (time is { } length)
        {
            changes.Add(ContactChange.Own(name, "yes", ContactChange.Later(message.ReceivedAt, length)));
        }
    }

    private static int LastText(FileRule rule, ReplyPlan plan, MatchContext context) =>
        plan.Texts.Choices > 1
        && context.Context.Own.TryGetValue(SystemVariables.LastTextOf(rule.Name), out var last)
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : -1;

    private static ContactChange TextGiven(FileRule rule, ReplyPlan plan, IncomingMessage message, int avoid) =>
        ContactChange.Own(
            SystemVariables.LastTextOf(rule.Name),
            plan.Texts.ChoiceFor(message, avoid).ToString(CultureInfo.InvariantCulture),
            ContactChange.Later(message.ReceivedAt, LastTextKept)
        );
}
