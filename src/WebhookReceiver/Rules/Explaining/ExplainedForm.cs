using System.Globalization;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>The question or menu that was open when a message came, and what it was taken as.</summary>
/// <param name="Rule">The rule that asked.</param>
/// <param name="Question">The variable that was asked for; empty for a menu.</param>
/// <param name="Takes">Whether the message ends there, before any rule is asked.</param>
/// <param name="Told">What it was taken as, or why it does not fit.</param>
internal sealed record ExplainedForm(FileRule Rule, string Question, bool Takes, string Told)
{
    /// <summary><c>the question 'day' of 'visit'</c>.</summary>
    public string Shown => $"{(Question.Length == 0 ? "the menu" : $"the question '{Question}'")} of '{Rule.Name}'";

    /// <summary>The line that people read.</summary>
    public string Line => (Takes ? "✓ " : "✗ ") + Told;

    /// <summary>What was open; null if nothing was, or if the gate stood before it.</summary>
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
            || own.ContainsKey(OwnNames.Stopped)
            || own.ContainsKey(OwnNames.Handover)
            || OpenForm.Of(own) is not { } open
            || ruleSet.FindRule(open.Rule) is not { Talk: { } talk } rule
        )
        {
            return null;
        }

        var question = talk.Form?.Find(open.Question);
        if (question is null && talk.Menu is null)
        {
            return null;
        }

        var first = decision.RuleName is { } name && name != rule.Name ? ruleSet.FindRule(name) : null;
        if (first is { Talk.IsAlways: true })
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
            context.Speak(detector.OfConversation(context));
        }

        var cancel = talk.Cancel;
        var use = cancel?.UseIn(context, IsLabel(question, talk.Menu, open, context)) ?? CommandUse.None;
        var (takes, told) =
            use is CommandUse.Given ? (true, $"ends it, by 'cancel' ({cancel!.Describe()})")
            : use is CommandUse.SpokenOf ? (false, $"speaks of 'cancel' ({cancel!.Describe()}): the rules are asked")
            : question is not null ? OfQuestion(question, open, context)
            : OfMenu(talk.Menu!, open, context);
        return new ExplainedForm(rule, open.Question, takes, told);
    }

    /// <summary>What was to choose from comes before what 'cancel' may mean.</summary>
    private static bool IsLabel(Talking.Question? question, Menu? menu, OpenForm open, MatchContext context) =>
        question is not null
            ? question.Expect.Names(context)
            : menu is not null && MenuTurn.IsLabel(MenuTurn.LabelsOf(menu, open, context.Message), context);

    private static (bool Takes, string Told) OfQuestion(Talking.Question question, OpenForm open, MatchContext context)
    {
        if (question.Skip is { } skip && skip.Holds(context))
        {
            return (true, $"leaves it open, by 'skip' ({skip.Describe()})");
        }

        var expect = question.Expect.Describe();
        if (question.Expect.Read(question.Name, open.Answers, context) is { } answers)
        {
            var taken = string.Join(", ", answers.Select(answer => $"{answer.Key} = {answer.Value}"));
            return (true, $"is its answer: {taken} (expect: {expect})");
        }

        var found = question.Expect.Found(context) is { } value ? $", found: {value}" : "";
        return (false, $"is no answer (expect: {expect}{found}): {Next(open, question.Tries)}");
    }

    private static (bool Takes, string Told) OfMenu(Menu menu, OpenForm open, MatchContext context)
    {
        var labels = MenuTurn.LabelsOf(menu, open, context.Message);
        var chosen = MenuTurn.Chosen(labels, context);
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

    /// <summary>What comes of a message that does not fit.</summary>
    private static string Next(OpenForm open, int tries) =>
        open.Tries + 1 >= tries
            ? "the rules are asked; if none knows it, this was the last try"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the rules are asked, then it comes again (try {open.Tries + 1} of {tries})"
            );
}
