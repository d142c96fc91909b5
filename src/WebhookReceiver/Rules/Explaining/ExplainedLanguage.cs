using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>The language that a contact is spoken to in.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Cause">Why, in a few words.</param>
internal sealed record ExplainedLanguage(string Code, string Cause)
{
    /// <summary>A message may have many words that tell; the first ones are enough.</summary>
    private const int MostWords = 5;

    /// <summary>The line for people: <c>pt, by the phrase “preços”</c>.</summary>
    public override string ToString() => $"{Code}, {Cause}";

    /// <summary>The language of a reply; null where there is one, or no reply.</summary>
    public static ExplainedLanguage? Of(RuleSet ruleSet, IncomingMessage message, Decision decision) =>
        ruleSet.Detector is { } detector && decision is { Reply: not null, Spoken: { } spoken }
            ? new ExplainedLanguage(
                detector.Languages.All[spoken.Index].Code,
                CauseOf(spoken, detector, message, ruleSet.Vocabulary)
            )
            : null;

    private static string CauseOf(
        DetectedLanguage spoken,
        LanguageDetector detector,
        IncomingMessage message,
        Vocabulary vocabulary
    )
    {
        switch (spoken.Cause)
        {
            case LanguageCause.Chosen:
                return "as the customer has chosen";
            case LanguageCause.Phrase:
                return $"by the phrase “{spoken.Phrase}”";
            case LanguageCause.Conversation:
                return "as in the conversation so far";
            case LanguageCause.Words:
                using (var context = MatchContext.Rent(message, vocabulary))
                {
                    var words = detector.WordsOf(spoken.Index, context.Text).Distinct(StringComparer.OrdinalIgnoreCase);
                    return $"by {string.Join(", ", words.Take(MostWords).Select(word => $"“{word}”"))}";
                }
            default:
                return detector.Languages.ByScript(message.Text) == 0 && spoken.Index == 0
                    ? "the first of the settings: nothing tells another"
                    : "by its letters";
        }
    }
}
