using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules;

/// <summary>
/// Finds the rule that answers a message. In each stage it asks the candidates, first literally, then with tolerance
/// for typing mistakes.
/// </summary>
internal sealed class RuleEvaluator(RuleSet rules, TimeProvider time)
{
    private readonly FormEvaluator _forms = new(rules);
    private readonly ExternalEvaluator _external = new(rules, time);

    /// <summary>
    /// Finds the answer. Never throws because of a rule. Completes synchronously unless external code runs; then within
    /// the limits, whatever that code does.
    /// </summary>
    public async ValueTask<Decision> DecideAsync(
        IncomingMessage message,
        EvaluationContext known,
        CancellationToken cancellationToken
    )
    {
        if (message.IsEcho)
        {
            return Decision.None;
        }

        using var context = MatchContext.Rent(message, rules.Vocabulary);
        context.Context = known;
        context.Listen(rules.Detector);
        var step = Start(context);
        if (step is Step.Waits)
        {
            await _external.AnnounceAsync(context);
        }

        while (step is Step.Waits)
        {
            step = await _external.AskAsync(context, cancellationToken);
            if (step is Step.Passed)
            {
                step = Resume(context);
            }
        }

        return Complete(context);
    }

    private Step Start(MatchContext context)
    {
        var passed = rules.OptOutGate.Pass(context);
        var evaluation = context.Evaluation;
        evaluation.Begin(rules, context.Message, time, asksAll: passed.IsFree);
        if (passed.Answer is { } said)
        {
            return evaluation.Answer(passed.Name!, said);
        }

        rules.Mark(context);
        if (passed.IsFree && context.Context.Own.Count > 0)
        {
            _forms.Enter(context);
        }

        return Resume(context);
    }

    /// <summary>Continues the evaluation until a rule answers, external code must run, or no rule is left.</summary>
    private Step Resume(MatchContext context)
    {
        var evaluation = context.Evaluation;
        if (evaluation.Form.IsWaiting)
        {
            // Rules with always come before the form. A message that does not answer the form goes to all rules.
            var step = rules.HasAlways ? AskRules(context) : Step.Passed;
            if (step is Step.Passed)
            {
                evaluation.Rewind();
                step = _forms.Ask(context);
            }

            if (step is not Step.Passed)
            {
                return step;
            }
        }

        return AskRules(context);
    }

    private Step AskRules(MatchContext context)
    {
        var evaluation = context.Evaluation;
        for (; evaluation.Stage < rules.Stages.Length; evaluation.Stage++)
        {
            var stage = rules.Stages[evaluation.Stage];
            if (stage.IsFallback && evaluation.Form.IsOpen && FormEvaluator.AskAgain(context) is Step.Answered)
            {
                return Step.Answered;
            }

            do
            {
                var step = AskRound(stage, context);
                if (step is not Step.Passed)
                {
                    return step;
                }
            } while (StartsNextRound(stage, context));
        }

        return evaluation.Form.GaveUp is { } rule ? _forms.GiveUp(rule, context) : Step.Passed;
    }

    /// <summary>Asks the candidates of a stage, from the position on.</summary>
    private Step AskRound(RuleStage stage, MatchContext context)
    {
        var evaluation = context.Evaluation;
        for (; NextCandidate(context) < stage.End; evaluation.Position++)
        {
            if (stage.IsFallback)
            {
                evaluation.Budget.EnterFallback();
            }

            if (evaluation.IsOverBudget())
            {
                evaluation.Fail(rules.Rules[evaluation.Position].Name, RuleFaultKind.NotAsked);
                evaluation.Position = stage.IsFallback ? rules.Rules.Length : rules.Stages[^1].Start;
                return Step.Passed;
            }

            var step = AskCandidate(context);
            if (step is not Step.Passed)
            {
                return step;
            }
        }

        return Step.Passed;
    }

    private int NextCandidate(MatchContext context) =>
        context.Evaluation.Position = context.NextCandidate(context.Evaluation.Position, rules.Rules.Length);

    private Step AskCandidate(MatchContext context)
    {
        var evaluation = context.Evaluation;
        var position = evaluation.Position;
        if ((evaluation.OnlyAlways && !rules.IsAlways(position)) || evaluation.IsEvent != rules.ReactsAt(position))
        {
            return Step.Passed;
        }

        return rules.Rules[position] is FileRule rule ? Ask(rule, context) : Step.Waits;
    }

    private Step Ask(FileRule rule, MatchContext context)
    {
        var evaluation = context.Evaluation;
        try
        {
            if (!rule.Holds(context))
            {
                return Step.Passed;
            }

            if (rule.IsShadow)
            {
                evaluation.Findings.AddShadow(rule.Name);
                return Step.Passed;
            }

            var strips = context.Strips;
            if (EarlierRule.Of(rule, rules, context) is { } earlier)
            {
                if (RuleTurn.Take(earlier, context) is { } said)
                {
                    return evaluation.Answer(earlier.Name, said);
                }

                EarlierRule.Return(rule, context, strips);
            }

            if (rules.PreparedAt(evaluation.Position) is { } prepared)
            {
                return evaluation.Answer(prepared);
            }

            if (context is { Detector: { } detector, Matched: { } phrase })
            {
                context.Speak(detector.Of(context, phrase));
            }

            // A template that came to nothing has nothing to say: the next rule may know better.
            return RuleTurn.Take(rule, context) is { } answer ? evaluation.Answer(rule.Name, answer) : Step.Passed;
        }
#pragma warning disable CA1031 // no rule may cost the contact the answer
        catch (Exception e)
#pragma warning restore CA1031
        {
            evaluation.Fail(rule, e);
            return Step.Passed;
        }
    }

    /// <summary>
    /// Starts the next round of a stage: after words as they are written, words without what is written onto them; then rules
    /// forgive typing mistakes. False if the message has nothing of it.
    /// </summary>
    private bool StartsNextRound(RuleStage stage, MatchContext context)
    {
        var evaluation = context.Evaluation;
        if ((!rules.CanForgive && !context.HasStripped) || evaluation.IsEvent)
        {
            return false;
        }

        // The words are looked at once for a message, and only if a stage has no answer.
        if (context is { HasStripped: true, Strips: false })
        {
            if (!evaluation.IsStripped)
            {
                rules.MarkStripped(context);
                evaluation.IsStripped = true;
            }

            context.Strip(true);
            evaluation.Position = stage.Start;
            return true;
        }

        var starts = rules.CanForgive && !context.Forgives && (evaluation.HasTypos ??= rules.MarkForgiven(context));
        context.Forgive(starts);
        context.Strip(starts);
        evaluation.Position = starts ? stage.Start : stage.End;
        return starts;
    }

    /// <summary>Completes the decision with the effects of the conversation.</summary>
    private Decision Complete(MatchContext context)
    {
        var evaluation = context.Evaluation;
        var outcome = evaluation.Outcome;
        outcome = rules.AnswersAll ? SeveralAnswers.Of(outcome, rules, context) : outcome;
        outcome = rules.HasMentions ? SeveralRows.Of(outcome, rules, context) : outcome;
        var decision = _forms.Close(outcome, context);
        // Groups have no contact state, and an event is not the contact's message.
        if (rules.TrackedFacts is not TrackedFacts.None && context.Message is { Group: null, Event: null })
        {
            bool? isMissed = evaluation.AsksAll ? evaluation.Budget.IsFallback || decision.RuleName is null : null;
            var changes = ContactFacts.Of(rules.TrackedFacts, context, isMissed);
            decision = changes.IsEmpty ? decision : decision with { Changes = [.. decision.Changes, .. changes] };
            if (!rules.SaidPhrases.IsEmpty && LastAnswer.Of(rules.SaidPhrases, decision, context) is { } said)
            {
                decision = decision with { Changes = [.. decision.Changes, said] };
            }
        }

        return evaluation.Findings.In(WithLanguage(decision, context));
    }

    /// <summary>The decision with the language that was spoken; kept if the contact wrote another than before.</summary>
    private static Decision WithLanguage(Decision decision, MatchContext context)
    {
        if (context is not { Detector: { } detector, Spoken: { } spoken })
        {
            return decision;
        }

        var code = detector.Languages.All[spoken.Index].Code;
        var isNew =
            spoken.IsTold
            && context.Message is { Group: null, Event: null }
            && context.Context.Own.GetValueOrDefault(SystemVariables.Language) != code;
        return decision with
        {
            Spoken = spoken,
            Changes = isNew
                ? [.. decision.Changes, ContactChange.Own(SystemVariables.Language, code)]
                : decision.Changes,
        };
    }
}
