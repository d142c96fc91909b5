using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Whether a message ends a form: "cancel it", but not "cancel it, I want friday instead". Pure.</summary>
internal static class Cancelling
{
    /// <summary>What the message makes of the form's words for cancelling.</summary>
    public static CommandUse UseIn(FileRule rule, OpenForm open, MatchContext context)
    {
        var question = rule.Options!.Form?.Find(open.Question);
        var use = UseIn(rule, question, open, context, out var goesOn);
        if (question is null)
        {
            return use;
        }

        if (goesOn)
        {
            // An answer is taken as such; any text is not: it speaks of cancelling.
            return question.Expect.Type == AnswerType.Text ? CommandUse.SpokenOf : CommandUse.None;
        }

        return use == CommandUse.None && IsOfAnother(rule, question, open, context) ? CommandUse.SpokenOf : use;
    }

    /// <summary>"Cancel my booking for friday please": friday is no answer to any question.</summary>
    public static bool IsOfAnother(FileRule rule, Question question, OpenForm open, MatchContext context)
    {
        var form = rule.Options!.Form!;
        var isOther =
            form.Words.Names.IsCancelled(context.Text)
            && !question.Expect.Names(context)
            && (question.Expect.Type != AnswerType.Text || FormTurn.IsForName(form, question, open, context));
        if (isOther)
        {
            UseIn(rule, question, open, context, out var goesOn);
            return !goesOn;
        }

        return false;
    }

    private static CommandUse UseIn(
        FileRule rule,
        Question? question,
        OpenForm open,
        MatchContext context,
        out bool goesOn
    )
    {
        goesOn = false;
        if (rule.Options!.Cancel is not { } cancel)
        {
            return CommandUse.None;
        }

        // What was to choose from comes before what 'cancel' may mean.
        var use = cancel.UseIn(context, question?.Expect.Names(context) is true, out var behind);
        goesOn = use == CommandUse.Given && question is not null && GoesOn(rule.Options.Form!, open, behind, context);
        return use;
    }

    /// <summary>Whether the words behind the command say nothing but another answer.</summary>
    private static bool GoesOn(Form form, OpenForm open, int behind, MatchContext context)
    {
        if (behind >= context.Text.Tokens.Length)
        {
            return false;
        }

        var text = context.Text.Original[context.Text.Tokens[behind].SourceStart..];
        using var rest = context.RentFor(text);
        rest.Context = context.Context;
        var words = 0UL;
        foreach (var question in form.Questions)
        {
            if (question.Expect.Type is not (AnswerType.Text or AnswerType.Media))
            {
                var reading = question.Expect.Read(question.Name, open.Dropping(question.Name).Answers, rest);
                words |= reading.Kind == AnswerKind.NotUnderstood ? 0 : reading.Words;
            }
        }

        // "Cancel it, yes please" is no choice of yes.
        return words != 0 && form.Words.IsAllSaid(rest.Text, words) && !form.Words.IsAllSaid(rest.Text, 0);
    }
}
