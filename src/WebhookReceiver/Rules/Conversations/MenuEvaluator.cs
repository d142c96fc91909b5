using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Runs a menu with numbered choices; a number, a label or a button with the label chooses. Pure.</summary>
internal static class MenuEvaluator
{
    /// <summary>The reply's variable for the chosen label.</summary>
    public const string ChoiceName = "choice";

    private const int MostWordsBesideNumber = 2;

    /// <summary>The rule's text, if any, with the choices below it.</summary>
    public static Answer Show(FileRule rule, OpenForm open, MatchContext context)
    {
        var message = context.Message;
        var intro = rule.Plan.Make(message, open.Answers);
        var text = new StringBuilder();
        if (!string.IsNullOrEmpty(intro.Text))
        {
            text.Append(intro.Text).Append("\n\n");
        }

        var number = 0;
        foreach (var option in rule.Options!.Menu!.Options)
        {
            text.Append(number == 0 ? "" : "\n")
                .Append(CultureInfo.InvariantCulture, $"{++number}. ")
                .Append(option.Label.Render(message, open.Answers));
        }

        return new Answer(intro with { Text = text.ToString() }) { Changes = [FormTurn.Keep(rule, open, context)] };
    }

    public static FormStep Continue(FileRule rule, OpenForm open, MatchContext context, Func<string, FileRule?> find)
    {
        var options = rule.Options!;
        if (options.Cancel?.Holds(context) is true)
        {
            return FormStep.Cancelled;
        }

        if (options.Menu is not { } menu)
        {
            return FormStep.Broken;
        }

        var labels = LabelsOf(menu, open, context.Message);
        var chosen = Chosen(labels, context);
        if (chosen < 0)
        {
            return FormStep.Misfit;
        }

        var captures = open.With(ChoiceName, labels[chosen]).Answers;
        var option = menu.Options[chosen];
        if (option.Plan is { } plan)
        {
            return FormStep.Of(RuleTurn.Finish(rule, plan, context, captures));
        }

        return find(option.Go!) is { } next
            ? FormStep.Of(RuleTurn.Start(next, context, []) is { } answer ? answer with { RuleName = next.Name } : null)
            : FormStep.Broken;
    }

    /// <summary>The printed labels for a message.</summary>
    public static string[] LabelsOf(Menu menu, OpenForm open, IncomingMessage message) =>
        [.. menu.Options.Select(option => option.Label.Render(message, open.Answers) ?? "")];

    /// <summary>
    /// Index of the choice; -1 if there is none. A label comes before a number: "2 kg" may be the first.
    /// </summary>
    public static int Chosen(string[] labels, MatchContext context)
    {
        var message = context.Message;
        var button = message.ButtonPayload ?? message.ListChoice?.Id;
        var tapped = button is null ? -1 : Array.IndexOf(labels, button);
        if (tapped >= 0)
        {
            return tapped;
        }

        var written = Choosing.Among(context.Text.Chars, [.. labels.Select(FoldedText.Of)]);
        var number = written >= 0 ? 0 : NumberIn(context.Text);
        return number >= 1 && number <= labels.Length ? number - 1 : written;
    }

    /// <summary>"2", "2.", "number 2 please": the only number in a few words; 0 if there is none.</summary>
    private static int NumberIn(FoldedText text)
    {
        var found = 0;
        if (text.Tokens.Length > MostWordsBesideNumber + 1)
        {
            return 0;
        }

        for (var token = 0; token < text.Tokens.Length; token++)
        {
            var word = text.WordAt(token);
            if (!DigitsSlot.AreDigits(word))
            {
                continue;
            }

            if (found != 0 || !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out found))
            {
                return 0;
            }
        }

        return found;
    }
}
