using System.Collections.Immutable;
using WebhookReceiver.Journal;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules;

/// <summary>What a conversation adds to the search: open forms, look-ups, and what is kept of every message.</summary>
internal sealed partial class RuleBook
{
    /// <summary>The form or menu that waits for this message; one whose rule is gone is closed.</summary>
    private void EnterForm(MatchContext context, ref Search search)
    {
        if (search.IsEvent || context.Message.Group is not null || OpenForm.Of(context.Around.Own) is not { } open)
        {
            return;
        }

        var rule = FindRule(open.Rule);
        if (rule?.Talk is { Form: not null } or { Menu: not null })
        {
            (search.Form, search.FormRule) = (open, rule);
        }
        else
        {
            search.CloseForm = true;
        }
    }

    /// <summary>Rules that always answer come first, then the form; what is no answer goes to the rules.</summary>
    private Decision? AskForm(MatchContext context, ref Search search)
    {
        var urgent = search with { OnlyAlways = true, Form = null };
        if (_hasAlways && AskFileRules(context, ref urgent) is { RuleName: not null } emergency)
        {
            search.Form = null;
            return emergency;
        }

        search.Faults = urgent.Faults;
        var rule = search.FormRule!;
        var step = StepOf(rule, search.Form!, context, ref search);
        if (step.Kind == FormStepKind.Misfit)
        {
            return AskFileRules(context, ref search);
        }

        search.Form = null;
        search.CloseForm = true;
        if (step.Kind == FormStepKind.Cancelled)
        {
            return GivenUp(rule, context, ref search);
        }

        if (step.Answer?.Pending is { } pending)
        {
            search.Pending = pending;
            return null;
        }

        return step.Answer is { } answer
            ? Decided(answer.RuleName ?? rule.Name, answer, context.Message.Channel, search.AllFaults())
            : AskFileRules(context, ref search);
    }

    private FormStep StepOf(FileRule rule, OpenForm open, MatchContext context, ref Search search)
    {
        try
        {
            return rule.Talk!.Menu is null
                ? FormTurn.Continue(rule, open, context)
                : MenuTurn.Continue(rule, open, context, FindRule);
        }
#pragma warning disable CA1031 // nothing a rule does may cost the sender the answer: the others are asked
        catch (Exception e)
#pragma warning restore CA1031
        {
            search.Fault(FaultOf(rule, e, search));
            return FormStep.Broken;
        }
    }

    /// <summary>No rule before the fallback knew the message: the question comes again. Null if it was tried often enough.</summary>
    private Decision? AskAgain(MatchContext context, ref Search search)
    {
        var (rule, open) = (search.FormRule!, search.Form!);
        search.Form = null;
        try
        {
            if (FormTurn.AskAgain(rule, open, context) is { } again)
            {
                return Decided(rule.Name, again, context.Message.Channel, search.AllFaults());
            }
        }
#pragma warning disable CA1031 // nothing a rule does may cost the sender the answer: the fallback is asked
        catch (Exception e)
#pragma warning restore CA1031
        {
            search.Fault(FaultOf(rule, e, search));
        }

        search.CloseForm = true;
        search.GaveUp = rule;
        return null;
    }

    private Decision GivenUp(FileRule rule, MatchContext context, ref Search search)
    {
        try
        {
            var text = Gate.CancelReply.Render(context.Message, []) ?? "";
            return Decided(rule.Name, Reply.Say(text), context.Message.Channel, search.AllFaults());
        }
        catch (TemplateException e)
        {
            search.Fault(FaultOf(rule, e, search));
            return Decided(rule.Name, Reply.Silence, context.Message.Channel, search.AllFaults());
        }
    }

    /// <summary>With all that follows from the conversation.</summary>
    private Decision Completed(Decision decision, MatchContext context, ref Search search)
    {
        if (search.Form is { } open && decision.RuleName is not null)
        {
            decision = Interrupted(decision, open, context, ref search);
        }

        if (search.CloseForm && !Sets(decision, OwnNames.Form))
        {
            decision = decision with { Changes = [.. decision.Changes, ContactChange.Own(OwnNames.Form, value: null)] };
        }

        bool? isMissed = search.OnlyAlways ? null : search.InFallback || decision.RuleName is null;
        return search.WithShadows(Recollected(decision, context, isMissed));
    }

    /// <summary>A rule answered what was no answer to the question; now the question comes again, below it.</summary>
    private Decision Interrupted(Decision decision, OpenForm open, MatchContext context, ref Search search)
    {
        if (Sets(decision, OwnNames.Form))
        {
            return decision;
        }

        if (Sets(decision, OwnNames.Handover))
        {
            search.CloseForm = true;
            return decision;
        }

        if (decision.Reply is not { IsSilent: false } said || (said.Text is null && said.MediaUrl is null))
        {
            return decision;
        }

        try
        {
            var again = FormTurn.Repeat(search.FormRule!, open, context);
            var both = said with { Text = $"{said.Text}\n\n{again.Reply.Text}".TrimStart() };
            return Decided(decision.RuleName!, both, context.Message.Channel, decision.Faults) with
            {
                Changes = [.. decision.Changes, .. again.Changes],
                Later = decision.Later,
                Foreign = decision.Foreign,
            };
        }
        catch (TemplateException)
        {
            // The answer is worth more than the question.
            return decision;
        }
    }

    /// <summary>With what the conditions of this book want kept of every message. In groups nothing is, and of an event: nobody wrote.</summary>
    private Decision Recollected(Decision decision, MatchContext context, bool? isMissed)
    {
        if (_recollections is Recollections.None || context.Message is { Group: not null } or { Event: not null })
        {
            return decision;
        }

        var changes = Recollection.Of(_recollections, context, isMissed);
        return changes.IsEmpty ? decision : decision with { Changes = [.. decision.Changes, .. changes] };
    }

    private static async ValueTask<(LookupOutcome Outcome, string Address)> LookUpAsync(
        PendingLookup pending,
        MatchContext context,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        var limit = pending.Plan.Timeout < left ? pending.Plan.Timeout : left;
        if (limit <= TimeSpan.Zero || context.Around.LookUp is not { } lookUp)
        {
            return (LookupOutcome.Failed("not asked"), "");
        }

        try
        {
            var address = pending.Plan.AddressFor(context.Message, pending.Captures);
            return address is null
                ? (LookupOutcome.Failed("the address that was filled in leads somewhere else"), "")
                : (await lookUp(address, limit, cancellationToken), address.AbsoluteUri);
        }
#pragma warning disable CA1031 // whatever a look-up does, the rule has a text for it
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (LookupOutcome.Failed(e.GetType().Name), "");
        }
    }

    private Decision? AfterLookup(PendingLookup pending, LookupOutcome outcome, MatchContext context, ref Search search)
    {
        if (outcome.Kind == LookupKind.Failed)
        {
            search.Fault(new RuleFault(pending.Rule.Name, RuleFaultKind.LookupFailed, Elapsed(search), null));
        }

        try
        {
            return RuleTurn.AfterLookup(pending, outcome, context) is { } answer
                ? Decided(pending.Rule.Name, answer, context.Message.Channel, search.AllFaults())
                : null;
        }
#pragma warning disable CA1031 // nothing a rule does may cost the sender the answer
        catch (Exception e)
#pragma warning restore CA1031
        {
            search.Fault(FaultOf(pending.Rule, e, search));
            return null;
        }
    }

    /// <summary>The rule of the files with this id.</summary>
    public FileRule? FindRule(string name) => _byName.GetValueOrDefault(name);

    private RuleFault FaultOf(FileRule rule, Exception e, Search search) =>
        new(rule.Name, e is TemplateException ? RuleFaultKind.TemplateFailed : RuleFaultKind.Threw, Elapsed(search), e);

    private static bool Sets(Decision decision, string name) =>
        decision.Changes.Any(change => change.OwnName == name && change.Value is not null);
}
