using System.Collections.Immutable;
using System.Globalization;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>Rules that go on from what the bot said last: the rule that said it is remembered.</summary>
internal static class LastSaid
{
    public const string Variable = "said";

    public static void Link(IReadOnlyList<TalkDraft> drafts, bool lastSentence, ImportBook book)
    {
        var waiting = drafts.Where(draft => draft.Category.Previous is not null).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var said = drafts.Select(draft => (Draft: draft, Texts: Said(draft, lastSentence))).ToList();
        foreach (var draft in waiting)
        {
            foreach (var (speaker, texts) in said)
            {
                var fits = texts.Count(text =>
                    TalkMatch.Of(draft.Category.Previous!, text, mayGuess: false) is not null
                );
                if (fits == 0)
                {
                    continue;
                }

                draft.GoesOnFrom.Add(speaker);
                if (fits < texts.Count)
                {
                    book.Differs(
                        draft.Category.Place,
                        $"it goes on from every text of line {speaker.Category.Place.Line}, not from some of them"
                    );
                }
            }

            if (draft.GoesOnFrom.Count == 0)
            {
                book.NotTaken(draft.Category.Place, "no answer says what it goes on from");
            }
        }

        Mark(drafts, waiting);
        book.Took("answers that depend on what was said last", waiting.Count(draft => draft.IsReachable));
    }

    private static void Mark(IReadOnlyList<TalkDraft> drafts, List<TalkDraft> waiting)
    {
        var number = 0;
        foreach (var speaker in waiting.SelectMany(draft => draft.GoesOnFrom).Distinct())
        {
            speaker.Mark ??= string.Create(
                CultureInfo.InvariantCulture,
                $"{RuleText.Id(speaker.Outcome.Texts[0].Text)}-{++number}"
            );
        }

        foreach (var draft in drafts)
        {
            draft.HasMarks = true;
        }
    }

    private static List<ImmutableArray<string>> Said(TalkDraft draft, bool lastSentence) =>
        [.. draft.Outcome.Texts.Select(text => TalkWords.Of(lastSentence ? Last(text.Text) : text.Text))];

    private static string Last(string text)
    {
        var end = text.TrimEnd().TrimEnd('.', '!', '?');
        return end[(end.LastIndexOfAny(['.', '!', '?', '\n']) + 1)..];
    }
}
