using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Runs a form: asks for missing answers and continues with each. Pure.</summary>
internal static class FormTurn
{
    /// <summary>Asks the first question without a known answer, or finishes.</summary>
    public static Answer? Begin(
        FileRule rule,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    )
    {
        var known = captures.ToList();
        foreach (var question in rule.Options!.Form!.Questions)
        {
            Know(question, known, context);
        }

        return Next(rule, context, new OpenForm(rule.Name, "", 0, [.. known]));
    }

    /// <summary>Takes captured or remembered values that fit like an answer: "order please" is no number.</summary>
    private static void Know(Question question, List<KeyValuePair<string, string>> known, MatchContext context)
    {
        var at = known.FindIndex(one => one.Key == question.Name);
        var captured = at < 0 ? null : known[at].Value;
        if (at >= 0)
        {
            known.RemoveAt(at);
        }

        if ((captured ?? context.Message.Contact.GetValueOrDefault(question.Name)) is { } value)
        {
            known.AddRange(question.Expect.ReadKnown(question.Name, value, known, context) ?? []);
        }
    }

    /// <summary>Continues with an answer; <see langword="null"/> if the message is none.</summary>
    public static FormStep Continue(FileRule rule, OpenForm open, MatchContext context)
    {
        var options = rule.Options!;
        if (options.Cancel?.Holds(context) is true)
        {
            return FormStep.Cancelled;
        }

        if (options.Form?.Find(open.Question) is not { } question)
        {
            return FormStep.Broken;
        }

        if (question.Skip?.Holds(context) is true)
        {
            return FormStep.Of(Next(rule, context, open.With(question.Name, "")));
        }

        return question.Expect.Read(question.Name, open.Answers, context) is { } answers
            ? FormStep.Of(Next(rule, context, open with { Answers = open.Answers.AddRange(answers) }))
            : FormStep.Misfit;
    }

    /// <summary>
    /// The question again, after the text for misfits; <see langword="null"/> after too many misfits.
    /// </summary>
    public static Answer? AskAgain(FileRule rule, OpenForm open, MatchContext context)
    {
        var question = rule.Options!.Form?.Find(open.Question);
        if (open.Tries + 1 >= (question?.Tries ?? Form.StandardTries))
        {
            return null;
        }

        var again = Repeat(rule, open with { Tries = open.Tries + 1 }, context);
        var otherwise = question?.Otherwise.Render(context.Message, open.Answers);
        return string.IsNullOrEmpty(otherwise)
            ? again
            : again with
            {
                Reply = again.Reply with { Text = $"{otherwise}\n\n{again.Reply.Text}" },
            };
    }

    /// <summary>The question or menu, unchanged.</summary>
    public static Answer Repeat(FileRule rule, OpenForm open, MatchContext context) =>
        rule.Options!.Form?.Find(open.Question) is { } question
            ? Ask(rule, question, open, context)
            : MenuEvaluator.Show(rule, open, context);

    /// <summary>Keeps the form open for its time, from now on.</summary>
    public static ContactChange Keep(FileRule rule, OpenForm open, MatchContext context) =>
        ContactChange.Own(
            SystemVariables.Form,
            open.ToJson(),
            ContactChange.Later(context.Message.ReceivedAt, rule.Options!.Expires)
        );

    private static Answer? Next(FileRule rule, MatchContext context, OpenForm open)
    {
        var question = rule.Options!.Form!.Questions.FirstOrDefault(question => !open.Has(question.Name));
        return question is null
            ? RuleTurn.Finish(rule, rule.Plan, context, open.Answers)
            : Ask(rule, question, open with { Question = question.Name, Tries = 0 }, context);
    }

    private static Answer Ask(FileRule rule, Question question, OpenForm open, MatchContext context) =>
        new(Reply.Say(question.Text.Render(context.Message, open.Answers) ?? ""))
        {
            Changes = [Keep(rule, open, context)],
        };
}

/// <summary>The effect of a message on an open form.</summary>
internal sealed record FormStep(FormStepKind Kind, Answer? Answer)
{
    public static FormStep Misfit { get; } = new(FormStepKind.Misfit, Answer: null);
    public static FormStep Cancelled { get; } = new(FormStepKind.Cancelled, Answer: null);
    public static FormStep Broken { get; } = new(FormStepKind.Broken, Answer: null);

    public static FormStep Of(Answer? answer) => new(FormStepKind.Taken, answer);
}

internal enum FormStepKind
{
    /// <summary>It was an answer.</summary>
    Taken = 0,

    /// <summary>It was none: the rules are asked, then the question is repeated.</summary>
    Misfit = 1,

    /// <summary>The contact cancelled the form.</summary>
    Cancelled = 2,

    /// <summary>The rule no longer has this question.</summary>
    Broken = 3,
}
