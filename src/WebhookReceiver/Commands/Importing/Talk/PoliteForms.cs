using System.Collections.Immutable;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>
/// "please *" that is answered like the rest of the message: every other phrase gets a second form, since a rule never
/// asks the rules again.
/// </summary>
internal sealed class PoliteForms(IReadOnlyList<TalkPattern> forms)
{
    private const int MostForms = 40;
    private const int MostPatterns = 4_000;

    /// <summary>The forms among the categories, and all other categories.</summary>
    public static PoliteForms TakeFrom(
        IReadOnlyList<TalkCategory> categories,
        ImportBook book,
        out List<TalkCategory> others
    )
    {
        var all = categories.ToLookup(IsForm);
        others = [.. all[false]];
        var most = Math.Min(MostForms, MostPatterns / Math.Max(1, others.Sum(one => one.Patterns.Length)));
        var forms = new List<TalkPattern>();
        foreach (var form in all[true])
        {
            if (forms.Count + form.Patterns.Length > most)
            {
                book.NotTaken(
                    form.Place,
                    "a redirect of the rest of the message; write the other rules with 'words' in place of 'is'"
                );
                continue;
            }

            forms.AddRange(form.Patterns);
            book.Took("forms of all messages, such as with 'please'");
            book.Differs(form.Place, "one such form at a time is understood");
        }

        return new PoliteForms(forms);
    }

    public IEnumerable<TalkPattern> Variants(TalkDraft draft) =>
        draft.Patterns.Exists(pattern => pattern.IsEverything)
            ? []
            : draft.Patterns.ToList().SelectMany(pattern => forms.Select(form => Around(form, pattern)));

    private static TalkPattern Around(TalkPattern form, TalkPattern pattern) =>
        new([.. form.Tokens.SelectMany(token => token.Kind == TokenKind.Word ? [token] : pattern.Tokens)]);

    private static bool IsForm(TalkCategory category) =>
        category.IsFree
        && category.Template is SayRedirect { Message: SayStar { Number: 1 } }
        && category.Patterns.All(pattern =>
            pattern.Tokens.Count(token => token.Kind != TokenKind.Word) == 1 && pattern.Tokens.Length > 1
        );
}
