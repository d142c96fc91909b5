using System.Collections.Immutable;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching.Conditions;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>language</c>: one or several codes of the settings' languages.</summary>
internal static class LanguageKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        ImmutableArray<int> wanted =
        [
            .. reading
                .TextList(node, "a language")
                .Select(code => LanguagesKey.IndexOf(code, reading))
                .Where(at => at >= 0),
        ];
        draft.Add(wanted.IsEmpty ? null : new LanguageCondition(reading.Settings.Languages, wanted));
    }
}
