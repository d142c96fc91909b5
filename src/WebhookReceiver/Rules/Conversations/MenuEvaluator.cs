using System.Collections.Immutable;
using System.Text;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Runs a menu with numbered choices; a number, a label or a button with the label chooses. Pure.</summary>
internal static class MenuEvaluator
{
    /// <summary>The reply's variable for the chosen label.</summary>
    public const string ChoiceName = "choice";

    /// <summary>What the rule says first, if anything, and the choices below it.</summary>
    public static Answer Show(FileRule rule, OpenForm open, MatchContext context)
    {
        var message = context.Message;
        open = open with { Question = "" };
        var intro = rule.Plan.Make(message, open.Answers);
        var text = new StringBuilder();
        if (!string.IsNullOrEmpty(intro.Text))
        {
            text.Append(intro.Text).Append("\n\n");
        }

        text.Append(Choosing.Numbered(LabelsOf(rule.Options!.Menu!, open, message)));
        return new Answer(intro with { Text = text.ToString() }) { Changes = [FormTurn.Keep(rule, open, context)] };
    }

    public static FormStep Continue(FileRule rule, OpenForm open, MatchContext context, Func<string, FileRule?> find)
    {
        var options = rule.Options!;
        string[] labels = options.Menu is { } shown ? LabelsOf(shown, open, context.Message) : [];
        // What was to choose from comes before what 'cancel' may mean.
        if (options.Cancel?.UseIn(context, IsLabel(labels, context)) is CommandUse.Given)
        {
            return FormStep.Cancelled;
        }

        if (options.Menu is not { } menu)
        {
            return FormStep.Broken;
        }

        var chosen = Chosen(menu, labels, context, open.IsPassed);
        if (chosen < 0)
        {
            return FormStep.Misfit;
        }

        var choice = KeyValuePair.Create(ChoiceName, labels[chosen]);
        // A menu that another one led to has the choice of that one.
        var captures = open.Answers.RemoveAll(answer => answer.Key == ChoiceName).Add(choice);
        var option = menu.Options[chosen];
        if (option.Plan is { } plan)
        {
            return FormStep.Of(RuleTurn.Finish(rule, plan, context, captures));
        }

        return find(option.Go!) is { } next
            ? FormStep.Of(Lead(rule, next, context, captures, choice))
            : FormStep.Broken;
    }

    /// <summary>The rule that a choice leads to: it knows the choice, and what the menu remembers.</summary>
    private static Answer? Lead(
        FileRule menu,
        FileRule next,
        MatchContext context,
        ImmutableArray<KeyValuePair<string, string>> captures,
        KeyValuePair<string, string> choice
    )
    {
        var before = context.Message;
        var remembered = RememberPlan.MakeAll(menu.Options, before, captures);
        RuleTurn.ChooseLanguage(remembered, context);
        context.Know(RememberPlan.Known(remembered, context.Message));
        // A question with the name of the choice is still asked.
        var isAsked = next.Options?.Form?.Find(ChoiceName) is not null;
        if (RuleTurn.Start(next, context, isAsked ? [] : [choice]) is not { } answer)
        {
            context.Know(before);
            return null;
        }

        return answer with
        {
            RuleName = next.Name,
            Changes = [.. remembered, .. answer.Changes],
            PendingModel = answer.PendingModel is { } model ? model with { Remembered = remembered } : null,
            Pending = answer.Pending is { } pending ? pending with { Remembered = remembered } : null,
        };
    }

    /// <summary>The printed labels for a message.</summary>
    public static string[] LabelsOf(Menu menu, OpenForm open, IncomingMessage message) =>
        [.. menu.Options.Select(option => option.Label.Render(message, open.Answers) ?? "")];

    /// <summary>Whether the message is a label, word for word.</summary>
    public static bool IsLabel(string[] labels, MatchContext context) =>
        labels.Any(label => context.Text.Chars.SequenceEqual(FoldedText.Of(label)));

    /// <summary>Position of the choice; -1 if the message chooses none. A label comes before a number: "2 kg" may be the first.</summary>
    /// <param name="menu">The choices.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="context">The message.</param>
    /// <param name="isPassed">Something else was asked and answered: only a number or a label alone chooses.</param>
    public static int Chosen(Menu menu, string[] labels, MatchContext context, bool isPassed = false)
    {
        var message = context.Message;
        var button = message.ButtonPayload ?? message.ListChoice?.Id;
        var tapped = button is null ? -1 : Array.IndexOf(labels, button);
        if (tapped >= 0)
        {
            return tapped;
        }

        var choosing = new Choosing(labels, menu.Languages);
        var meant = isPassed ? choosing.Said(context.Text) : choosing.Meant(context.Text, hasNumbers: true);
        return meant is [var only] ? only : -1;
    }
}
