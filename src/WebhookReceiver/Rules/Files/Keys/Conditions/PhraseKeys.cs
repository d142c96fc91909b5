using System.Collections.Immutable;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>words</c>, <c>all-words</c>, <c>is</c>: conditions made of phrases.</summary>
internal static class PhraseKeys
{
    public static void Words(ConditionDraft draft, Node node, Reading reading)
    {
        if (PhraseList.Read(node, reading) is { IsEmpty: false } phrases)
        {
            draft.Add(new WordsCondition(phrases));
        }
    }

    public static void AllWords(ConditionDraft draft, Node node, Reading reading)
    {
        if (PhraseList.Read(node, reading) is { IsEmpty: false } phrases)
        {
            draft.Add(new AllWordsCondition(phrases));
        }
    }

    public static void Is(ConditionDraft draft, Node node, Reading reading)
    {
        if (PhraseList.Read(node, reading) is { IsEmpty: false } phrases)
        {
            draft.Add(new IsCondition(phrases));
        }
    }
}
