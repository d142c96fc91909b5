using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Whether a message ends a form: "cancel it", but not "cancel it, I want friday instead". Pure.</summary>
internal static class Cancelling
{
    public static CommandUse UseIn(FileRule rule, OpenForm open, MatchContext context)
    {
        var options = rule.Options!;
        var question = options.Form?.Find(open.Question);
        if (options.Cancel is not { } cancel)
        {
            return CommandUse.None;
        }

        // What was to choose from comes before what 'cancel' may mean.
        var use = cancel.UseIn(context, question?.Expect.Names(context) is true, out var behind);
        if (use != CommandUse.Given || question is null || !GoesOn(options.Form!, open, behind, context))
        {
            return use;
        }

        // An answer is taken as such; any text is not: it speaks of cancelling.
        return question.Expect.Type == AnswerType.Text ? CommandUse.SpokenOf : CommandUse.None;
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
