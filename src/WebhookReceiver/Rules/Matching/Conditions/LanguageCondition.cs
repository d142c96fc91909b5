using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>language</c>: the contact is spoken to in one of these, by what was remembered, by the words of the message or by the conversation.</summary>
/// <param name="languages">The languages of the folder.</param>
/// <param name="wanted">Their indexes.</param>
internal sealed class LanguageCondition(Languages languages, ImmutableArray<int> wanted) : Condition
{
    /// <summary>The codes of the languages.</summary>
    public IEnumerable<string> Codes => wanted.Select(at => languages.All[at].Code);

    /// <summary>All codes of the folder.</summary>
    public IEnumerable<string> AllCodes => languages.All.Select(language => language.Code);

    public override string Describe() => "language: " + string.Join(", ", wanted.Select(at => languages.All[at].Code));

    public override bool Holds(MatchContext context) => wanted.Contains(languages.Of(context.Message));
}

/// <summary><c>language</c>: one or several codes of the settings' languages.</summary>
internal static class LanguageKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("language", Parse, Shape.Texts, "The language of the contact");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        ImmutableArray<int> wanted =
        [
            .. context
                .TextList(node, "a language")
                .Select(code => LanguagesKeyParser.IndexOf(code, context))
                .Where(at => at >= 0),
        ];
        draft.Add(wanted.IsEmpty ? null : new LanguageCondition(context.Settings.Languages, wanted));
    }
}
