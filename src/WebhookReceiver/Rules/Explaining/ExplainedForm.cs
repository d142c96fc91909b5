using System.Globalization;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>The open question or menu when a message came, and its interpretation of the message.</summary>
/// <param name="Rule">The rule that asked.</param>
/// <param name="Question">The variable of the question; empty for a menu.</param>
/// <param name="Takes">Whether the form takes the message, before any rule.</param>
/// <param name="Told">The interpretation, or why the message does not fit.</param>
internal sealed record ExplainedForm(FileRule Rule, string Question, bool Takes, string Told)
{
    /// <summary><c>the question 'day' of 'visit'</c>.</summary>
    public string Shown => $"{(Question.Length == 0 ? "the menu" : $"the question '{Question}'")} of '{Rule.Name}'";

    /// <summary>The line for people.</summary>
    public string Line => (Takes ? "✓ " : "✗ ") + Told;

    /// <summary>The open form; null if there is none, or if the gate answered first.</summary>
    public static ExplainedForm? Of(
        RuleSet ruleSet,
        IncomingMessage message,
        EvaluationContext evaluationContext,
        Decision decision
    )
    {
        var own = evaluationContext.Own;
        if (
            message.Group is not null
            || OptOutGate.IsGate(decision.RuleName)
            || own.ContainsKey(SystemVariables.Stopped)
            || own.ContainsKey(SystemVariables.Handover)
            || OpenForm.Of(own) is not { } open
            || ruleSet.FindRule(open.Rule) is not { Options: { } options } rule
        )
        {
            return null;
        }

        var question = options.Form?.Find(open.Question);
        if (question is null && options.Menu is null)
        {
            return null;
        }

        var first = decision.RuleName is { } name && name != rule.Name ? ruleSet.FindRule(name) : null;
        if (first is { Options.IsAlways: true })
        {
            return new ExplainedForm(
                rule,
                open.Question,
                Takes: false,
                $"not looked at: '{first.Name}' always comes first"
            );
        }

        using var context = MatchContext.Rent(message, ruleSet.Vocabulary);
        context.Context = evaluationContext;
        context.Listen(ruleSet.Detector);
        if (ruleSet.Detector is { } detector)
        {
            context.Speak(detector.OfAnswer(context, question));
        }

        var cancel = options.Cancel;
        var use = question is not null
            ? Cancelling.UseIn(rule, open, context)
            : cancel?.UseIn(context, IsLabel(options.Menu!, open, context)) ?? CommandUse.None;
        var (takes, told) =
            use is CommandUse.Given ? (true, $"ends it, by 'cancel' ({cancel!.Describe()})")
            : use is CommandUse.SpokenOf ? (false, $"speaks of 'cancel' ({cancel!.Describe()}): the rules are asked")
            : question is not null ? OfQuestion(rule, question, open, context)
            : OfMenu(options.Menu!, open, context);
        return new ExplainedForm(rule, open.Question, takes, told);
    }

    /// <summary>What was to choose from comes before what 'cancel' may mean.</summary>
    private static bool IsLabel(Menu menu, OpenForm open, MatchContext context) =>
        MenuEvaluator.IsLabel(MenuEvaluator.LabelsOf(menu, open, context.Message), context);

    private static (bool Takes, string Told) OfQuestion(
        FileRule rule,
        WebhookReceiver.Rules.Conversations.Question question,
        OpenForm open,
        MatchContext context
    )
    {
        if (question.Skip is { } skip && skip.Holds(context))
        {
            return (true, $"leaves it open, by 'skip' ({skip.Describe()})");
        }

        var expect = question.Expect.Describe();
        if (FormTurn.IsOwnQuestion(rule, question, open, context))
        {
            return (false, $"is a question (expect: {expect}): {Next(open, question.Tries)}");
        }

        if (Correction.Of(rule.Options!.Form!, open, question, context, isLate: false) is { } correction)
        {
            return (
                true,
                correction.Values.IsEmpty
                    ? "takes an earlier answer back, which is asked again"
                    : $"takes an earlier answer back: {Values(correction.Values)}"
            );
        }

        var form = rule.Options!.Form!;
        var reading = FormTurn.Reading(form, question, open, context);
        var next = Next(open, question.Tries);
        // What the answer says about other questions is taken as well.
        IEnumerable<KeyValuePair<string, string>> All() =>
            AlsoSaid
                .In(form, open.Without(question.Name).With(reading.Values), question, reading, context)
                .Answers.Except(open.Answers)
                .Where(answer => answer.Key[0] != '?');

        return reading.Kind switch
        {
            AnswerKind.Taken => (true, $"is its answer: {Values(All())} (expect: {expect})"),
            AnswerKind.Doubtful => (false, $"{ExplainedRule.ReasonOf(reading)} (expect: {expect}): {next}"),
            AnswerKind.NotPossible => (
                false,
                $"is refused: {ExplainedRule.ReasonOf(reading)} (expect: {expect}): {next}"
            ),
            _ => (false, $"is no answer (expect: {expect}): {next}"),
        };
    }

    private static string Values(IEnumerable<KeyValuePair<string, string>> values) =>
        string.Join(", ", values.Select(answer => $"{answer.Key} = {answer.Value}"));

    private static (bool Takes, string Told) OfMenu(Menu menu, OpenForm open, MatchContext context)
    {
        var labels = MenuEvaluator.LabelsOf(menu, open, context.Message);
        var chosen = MenuEvaluator.Chosen(menu, labels, context, open.IsPassed);
        if (chosen < 0)
        {
            var all = string.Join(", ", labels.Select((label, at) => Numbered(at, label)));
            return (false, $"chooses none of {all}: {Next(open, Form.StandardTries)}");
        }

        var leads = menu.Options[chosen].Go is { } go ? $", which leads to '{go}'" : "";
        return (true, $"chooses {Numbered(chosen, labels[chosen])}{leads}");
    }

    private static string Numbered(int at, string label) =>
        string.Create(CultureInfo.InvariantCulture, $"“{at + 1}. {label}”");

    /// <summary>The next step after a message that does not fit.</summary>
    private static string Next(OpenForm open, int tries) =>
        open.Tries + 1 >= tries
            ? "the rules are asked; if none knows it, this was the last try"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the rules are asked, then it comes again (try {open.Tries + 1} of {tries})"
            );
}
