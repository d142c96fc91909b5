using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Applies a message to the contact's open form or menu.</summary>
internal sealed class FormEvaluator(RuleSet rules)
{
    /// <summary>Finds the open form for this message. A form whose rule no longer exists is closed.</summary>
    public void Enter(MatchContext context)
    {
        var evaluation = context.Evaluation;
        if (evaluation.IsEvent || context.Message.Group is not null || OpenForm.Of(context.Context.Own) is not { } open)
        {
            return;
        }

        var rule = rules.FindRule(open.Rule);
        evaluation.Form = rule?.Options is { Form: not null } or { Menu: not null }
            ? new FormState
            {
                Open = open,
                Rule = rule,
                IsWaiting = true,
            }
            : new FormState { MustClose = true };
    }

    /// <summary>
    /// Passes the message to the form; if it is no answer, the form stays open and the rules are asked.
    /// </summary>
    public Step Ask(MatchContext context)
    {
        var evaluation = context.Evaluation;
        var rule = evaluation.Form.Rule!;
        evaluation.Form.IsWaiting = false;
        var heard = context.Spoken;
        if (context.Detector is { } detector)
        {
            context.Speak(detector.OfAnswer(context, rule.Asks(evaluation.Form.Open!)));
        }

        var step = StepOf(rule, evaluation.Form.Open!, context);
        if (step.Kind == FormStepKind.Misfit)
        {
            if (heard is { } before)
            {
                context.Speak(before);
            }

            return Step.Passed;
        }

        if (context.Spoken is { Cause: LanguageCause.Words } told)
        {
            // The next question must not fall back to another language.
            context.Speak(told with { IsTold = true });
        }

        evaluation.Form = new FormState { MustClose = true };
        if (step.Kind == FormStepKind.Cancelled)
        {
            return GiveUp(rule, context);
        }

        return step.Answer is { } answer
            ? evaluation.Answer(answer.RuleName ?? rule.Name, WithQuestion(answer, rule, context))
            : Step.Passed;
    }

    /// <summary>"Friday. Do you have parking?": the question beside the answer is answered above the next question.</summary>
    private Answer WithQuestion(Answer answer, FileRule rule, MatchContext context) =>
        rule.Options!.Form is { } form
        && answer is { Pending: null, Reply: { IsSilent: false, Text: { } text } }
        && SeveralAnswers.ToQuestionBeside(form.Words, rules, context) is { } said
            ? answer with
            {
                Reply = answer.Reply with { Text = $"{said}\n\n{text}" },
            }
            : answer;

    /// <summary>
    /// Repeats the question, because no rule before the fallback answered. Gives up after too many misfits.
    /// </summary>
    public static Step AskAgain(MatchContext context)
    {
        var evaluation = context.Evaluation;
        var (rule, open) = (evaluation.Form.Rule!, evaluation.Form.Open!);
        evaluation.Form.Open = null;
        try
        {
            if (FormTurn.AskAgain(rule, open, context) is { } again)
            {
                return evaluation.Answer(rule.Name, again);
            }
        }
#pragma warning disable CA1031 // no rule may cost the contact the answer: the fallback is asked
        catch (Exception e)
#pragma warning restore CA1031
        {
            evaluation.Fail(rule, e);
        }

        evaluation.Form.MustClose = true;
        evaluation.Form.GaveUp = rule;
        return Step.Passed;
    }

    /// <summary>Ends the form with its closing text.</summary>
    public Step GiveUp(FileRule rule, MatchContext context)
    {
        var evaluation = context.Evaluation;
        try
        {
            var text = rules.OptOutGate.CancelReply.Render(context.Message, []) ?? "";
            return evaluation.Answer(rule.Name, new Answer(Reply.Say(text)));
        }
        catch (TemplateException e)
        {
            evaluation.Fail(rule, e);
            return evaluation.Answer(rule.Name, Answer.Silence);
        }
    }

    /// <summary>Completes the decision for the form: the question is repeated below it, or the form closes.</summary>
    public Decision Close(Decision decision, MatchContext context)
    {
        var evaluation = context.Evaluation;
        if (evaluation.Form is { IsOpen: true, Open: { } open } && decision.RuleName is not null)
        {
            decision = Interrupt(decision, open, context);
        }

        return evaluation.Form.MustClose && !decision.Sets(SystemVariables.Form)
            ? decision with
            {
                Changes = [.. decision.Changes, ContactChange.Own(SystemVariables.Form, value: null)],
            }
            : decision;
    }

    /// <summary>A rule answered a message that was no answer to the question.</summary>
    private Decision Interrupt(Decision decision, OpenForm open, MatchContext context)
    {
        var evaluation = context.Evaluation;
        if (decision.Sets(SystemVariables.Form))
        {
            return MustStay(decision, context)
                ? Greet(decision, open, context)
                : TakenInstead(decision, open, context) ?? decision;
        }

        if (decision.Sets(SystemVariables.Handover))
        {
            evaluation.Form.MustClose = true;
            return decision;
        }

        if (decision.Reply is not { IsSilent: false } said || (said.Text is null && said.MediaUrl is null))
        {
            return decision;
        }

        if (evaluation.Form.Rule!.Options is { Menu: not null })
        {
            return Pass(decision, open, context);
        }

        try
        {
            var again = FormTurn.Repeat(evaluation.Form.Rule!, open, context);
            var both = new Answer(said with { Text = $"{said.Text}\n\n{again.Reply.Text}".TrimStart() })
            {
                Changes = [.. decision.Changes, .. again.Changes],
                Later = decision.Later,
            };
            return Decision.Of(decision.RuleName!, both, context.Message.Channel, rules.Lengths, decision.Faults) with
            {
                Parts = decision.Parts,
            };
        }
        catch (TemplateException)
        {
            // The answer matters more than the question.
            return decision;
        }
    }

    /// <summary>
    /// Leaves a menu behind: it is not printed again below what was asked instead, and from here on only its numbers and its labels
    /// choose.
    /// </summary>
    private static Decision Pass(Decision decision, OpenForm open, MatchContext context)
    {
        if (open.IsPassed)
        {
            return decision;
        }

        var passed = open with { Question = OpenForm.Passed };
        return decision with
        {
            Changes = [.. decision.Changes, FormTurn.Keep(context.Evaluation.Form.Rule!, passed, context)],
        };
    }

    /// <summary>
    /// Whether a greeting would put a menu or a form of its own in the place of open questions, or the form would begin anew: who
    /// says "hello" does not give up what he has begun, and who speaks of cancelling "my visit" begins no other.
    /// </summary>
    private bool MustStay(Decision decision, MatchContext context) =>
        context.Evaluation.Form.Rule!.Options is { Form: { } form }
        && (
            form.Words.Names.IsSmallTalk(context.Text)
            || rules.FindRule(decision.RuleName!)?.Stage == ReplyStage.SmallTalk
            || (decision.RuleName == context.Evaluation.Form.Rule!.Name && form.Words.Names.IsCancelled(context.Text))
        );

    /// <summary>The answer that the message names, where a rule would begin a form in its place.</summary>
    private Decision? TakenInstead(Decision decision, OpenForm open, MatchContext context)
    {
        var rule = context.Evaluation.Form.Rule!;
        return FormTurn.TakeLate(rule, open, context) is { } taken
            ? Decision.Of(taken.RuleName ?? rule.Name, taken, context.Message.Channel, rules.Lengths, decision.Faults)
            : null;
    }

    /// <summary>What the greeting says, without its choices or questions; then the open question.</summary>
    private Decision Greet(Decision decision, OpenForm open, MatchContext context)
    {
        try
        {
            var rule = rules.FindRule(decision.RuleName!);
            var hello = rule?.Options is { Menu: not null } ? rule.Plan.Make(context.Message, []).Text : null;
            var again = FormTurn.Repeat(context.Evaluation.Form.Rule!, open, context);
            var both = new Answer(again.Reply with { Text = $"{hello}\n\n{again.Reply.Text}".TrimStart() })
            {
                Changes = [.. decision.Changes.Where(change => !change.IsOwn(SystemVariables.Form)), .. again.Changes],
                Later = decision.Later,
            };
            return Decision.Of(decision.RuleName!, both, context.Message.Channel, rules.Lengths, decision.Faults);
        }
        catch (TemplateException)
        {
            return decision;
        }
    }

    private FormStep StepOf(FileRule rule, OpenForm open, MatchContext context)
    {
        var before = context.Message;
        try
        {
            return rule.Options!.Menu is null
                ? FormTurn.Continue(rule, open, context)
                : MenuEvaluator.Continue(rule, open, context, rules.FindRule);
        }
#pragma warning disable CA1031 // no rule may cost the contact the answer: the other rules are asked
        catch (Exception e)
#pragma warning restore CA1031
        {
            context.Know(before);
            context.Evaluation.Fail(rule, e);
            return FormStep.Broken;
        }
    }
}
