using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Talking;

/// <summary>A form asks for what it does not know yet, and goes on with what it is told. Pure.</summary>
internal static class FormTurn
{
    /// <summary>Asks the first question whose answer is neither captured nor remembered; or finishes.</summary>
    public static Answer? Begin(
        FileRule rule,
        MatchContext context,
        IReadOnlyList<KeyValuePair<string, string>> captures
    )
    {
        var known = captures.ToList();
        foreach (var question in rule.Talk!.Form!.Questions)
        {
            Know(question, known, context);
        }

        return Next(rule, context, new OpenForm(rule.Name, "", 0, [.. known]));
    }

    /// <summary>What was captured or remembered must fit like an answer: "order please" is no number.</summary>
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

    /// <summary>Goes on with an answer; <see langword="null"/> if it is none.</summary>
    public static FormStep Continue(FileRule rule, OpenForm open, MatchContext context)
    {
        var talk = rule.Talk!;
        var question = talk.Form?.Find(open.Question);
        // What was to choose from comes before what 'cancel' may mean.
        var cancel = talk.Cancel?.UseIn(context, question?.Expect.Names(context) is true) ?? CommandUse.None;
        if (cancel is CommandUse.Given)
        {
            return FormStep.Cancelled;
        }

        if (question is null)
        {
            return FormStep.Broken;
        }

        if (question.Skip?.Holds(context) is true)
        {
            return FormStep.Of(Next(rule, context, open.With(question.Name, "")));
        }

        // "How do I cancel?" is nobody's name.
        return cancel is CommandUse.None && question.Expect.Read(question.Name, open.Answers, context) is { } answers
            ? FormStep.Of(Next(rule, context, open with { Answers = open.Answers.AddRange(answers) }))
            : FormStep.Misfit;
    }

    /// <summary>The question again, after what is said to answers that do not fit; <see langword="null"/> if it was tried often enough.</summary>
    public static Answer? AskAgain(FileRule rule, OpenForm open, MatchContext context)
    {
        var question = rule.Talk!.Form?.Find(open.Question);
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

    /// <summary>The question, or the menu, as it was.</summary>
    public static Answer Repeat(FileRule rule, OpenForm open, MatchContext context) =>
        rule.Talk!.Form?.Find(open.Question) is { } question
            ? Ask(rule, question, open, context)
            : MenuTurn.Show(rule, open, context);

    /// <summary>Keeps the form open for its time, from now on.</summary>
    public static Memo Keep(FileRule rule, OpenForm open, MatchContext context) =>
        Memo.Own(OwnNames.Form, open.ToJson(), Memo.Later(context.Message.ReceivedAt, rule.Talk!.Expires));

    private static Answer? Next(FileRule rule, MatchContext context, OpenForm open)
    {
        var question = rule.Talk!.Form!.Questions.FirstOrDefault(question => !open.Has(question.Name));
        return question is null
            ? RuleTurn.Finish(rule, rule.Plan, context, open.Answers)
            : Ask(rule, question, open with { Question = question.Name, Tries = 0 }, context);
    }

    private static Answer Ask(FileRule rule, Question question, OpenForm open, MatchContext context) =>
        new(Reply.Say(WithChoices(question.Text.Render(context.Message, open.Answers) ?? "", question.Expect.Choices)))
        {
            Memos = [Keep(rule, open, context)],
        };

    private static string WithChoices(string question, ImmutableArray<string> choices) =>
        choices.IsEmpty ? question : $"{question}\n\n{Choosing.Numbered(choices)}";
}

/// <summary>What an open form makes of a message.</summary>
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

    /// <summary>It was none: the rules are asked, then the question comes again.</summary>
    Misfit = 1,

    /// <summary>The contact wants no more of it.</summary>
    Cancelled = 2,

    /// <summary>The rule does not ask this any more.</summary>
    Broken = 3,
}
