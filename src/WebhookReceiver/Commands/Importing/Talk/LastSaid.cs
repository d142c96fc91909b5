using System.Collections.Immutable;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>Rules that go on from what the bot said last: some answer must say it, or they are never reached.</summary>
internal static class LastSaid
{
    private static readonly TalkToken Anything = new(TokenKind.Any, "", 0);

    public static void Link(IReadOnlyList<TalkDraft> drafts, bool lastSentence, ImportBook book)
    {
        var waiting = drafts.Where(draft => !draft.Category.Previous.IsEmpty).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var said = new SaidTexts(drafts.Select(draft => (draft, Said(draft, lastSentence))));
        foreach (var draft in waiting)
        {
            foreach (var (speaker, texts) in said.Near(draft.Category.Previous))
            {
                Link(draft, speaker, texts, book);
            }

            if (!draft.IsReachable)
            {
                book.NotTaken(draft.Category.Place, "no answer says what it goes on from");
            }
        }

        book.Took("answers that depend on what was said last", waiting.Count(draft => draft.IsReachable));
    }

    private static void Link(
        TalkDraft draft,
        TalkDraft speaker,
        IReadOnlyList<ImmutableArray<string>> texts,
        ImportBook book
    )
    {
        var patterns = draft.Category.Previous;
        if (texts.Any(text => Fit(patterns, text, mayGuess: false)))
        {
            draft.GoesOnFrom.Add(speaker);
            return;
        }

        // What is filled in is only known when it is said.
        draft.MayGoOn |= texts.Any(text => Fit(patterns, text, mayGuess: true));
        if (texts.Any(text => Fit(patterns.Select(Within), text, mayGuess: false)))
        {
            book.Differs(
                draft.Category.Place,
                $"it also goes on from the answer of line {speaker.Category.Place.Line}, which says more than that"
            );
        }
    }

    private static bool Fit(IEnumerable<TalkPattern> patterns, ImmutableArray<string> text, bool mayGuess) =>
        patterns.Any(pattern => TalkMatch.Of(pattern, text, mayGuess) is not null);

    private static TalkPattern Within(TalkPattern pattern) => new([Anything, .. pattern.Tokens, Anything]);

    private static List<ImmutableArray<string>> Said(TalkDraft draft, bool lastSentence) =>
        [.. draft.Outcome.Texts.Select(text => TalkWords.Of(lastSentence ? Last(text.Text) : text.Text))];

    private static string Last(string text)
    {
        var end = text.TrimEnd().TrimEnd('.', '!', '?');
        return end[(end.LastIndexOfAny(['.', '!', '?', '\n']) + 1)..];
    }
}
